"""What is delivered: parameters, rendering, the clip store, exports, command line."""
