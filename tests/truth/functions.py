"""Functions that lecturers try, drawn by hypothesis: tame ones, and every kind that once made a film lie."""

from hypothesis import strategies as st

CURVES = [
    "x**2", "(x-2)**2/3", "x**4", "x**4 - 3*x**2 + x", "x**4 - 3*x**3 + 2", "x**6/6 - 5*x**4/4 + 2*x**2",
    "x**2 + 10*sin(x)", "x**2/10 + sin(20*x)", "x**2/10 + sin(5*x)", "cos(x)", "sin(x)/x", "x*sin(x)",
    "x**3 - 3*x", "x**3", "-x**2", "2*x + 1", "0*x + 3", "exp(x)", "exp(-x)", "cosh(x)", "x**2*exp(-x)",
    "x*log(x)", "log(x)", "sqrt(x)", "1/x", "1/x**2", "-1/x**2", "x + 1/x", "tan(x)", "sqrt(1 - x**2/100)",
    "abs(x)", "abs(x) + abs(x - 3)", "-abs(x)", "sqrt(abs(x))", "abs(x**2 - 4)", "abs(x - 1)**3",
    "-exp(-x**2)", "1/(1 + exp(-x))", "tanh(x)", "atan(x)", "1 - exp(-x**2/50)", "log(1 + x**2)",
    "1000000 + x**2", "0.000001*x**2", "1000000*x**2", "x**2/(1 + x**2)", "x**8", "(x**2 - 1)**2",
]  # fmt: skip
"""Of one variable."""

CONVEX_CURVES = ["x**2", "x**4", "exp(x)", "2*x + 1", "x*log(x)", "cosh(x)", "abs(x)", "x**2 + x", "-log(x)",
                 "1/x**2 + 0*x", "exp(x) - x", "0*x + 3", "log(1 + exp(x))", "x + 1/x"]  # fmt: skip

LANDS = [
    "x**2 + y**2", "x**2 + 2*y**2", "0.1*x**2 + 2*y**2", "(x - y)**2", "x**2 - y**2", "x + 2*y",
    "0*x + 0*y + 3", "(1 - x)**2 + 100*(y - x**2)**2", "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    "sin(x) + cos(y)",
    "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2", "log(x) + y**2", "sqrt(x) + y**2",
    "abs(x) + abs(y)", "exp(x) + y**2", "-x**2 - y**2", "x**4 + y**4", "-exp(-x**2 - y**2)", "x*y",
    "x**3 - 3*x + y**2", "1/(x**2 + y**2 + 0.1)", "sin(x)*sin(y) + 0.1*x**2 + 0.1*y**2", "x**2 + 0*y",
]  # fmt: skip
"""Of two variables."""

rates = st.sampled_from([1e-4, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9, 1.0, 1.1, 1.5, 3.0, 30.0])
starts = st.sampled_from(
    [-9.0, -5.0, -3.0, -1.5, -1.0, -0.1, 0.0, 0.3, 1.0, 1.7, 2.0, 3.0, 4.0, 6.0, 8.0, 40.0]
)
steps = st.sampled_from([1, 2, 3, 5, 12, 20, 60, 200])
curves = st.sampled_from(CURVES)
lands = st.sampled_from(LANDS)
