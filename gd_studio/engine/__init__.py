"""The renderer behind `gd render`: the stock renderer's frames, several times faster.

Lessons are plain manim, and stay so. What the stock command spends its time on, and what stands here
instead:

`renderer`   Runs manim's plays with manim's own animations. Frames that are not wanted are not even
             computed; updaters are looked for once a play, not once a frame (manim asks `inspect` about
             each of them every time); what a lesson is made of is kept from the garbage collector. A
             manim version that the frames have not been compared with is refused.
`layer`      Two layers, one for what rests during a play and one for what moves, each a display list over
             a ground. Of every mobject the points and the style of the last time are kept as bytes, so
             only what really changed counts as changed: most "moving" mobjects of a play rest in most of
             its frames. What rests is looked at once a play. Changes are counted in squares of 32 pixels
             (`region`). What touches a changed square is painted whole on a sheet, and the changed squares
             are taken from it. Nothing is clipped and no part of an outline is spared, though that would
             be faster still: cairo then rounds otherwise, and pixels come out up to 14 of 255 off.
`outlines`   Hands points to cairo as plain floats, a third of the stock camera's cost; the outlines of
             what rests are kept as cairo's own paths.
`blit`       Images that lie on whole pixels are laid into the frame square by square with Pillow's
             arithmetic, where the stock camera builds and composes two pictures of the size of the frame:
             2 ms, not 27.
`yuv`        Converts only the changed squares to what H.264 stores, on the encoder's thread: at first with
             numpy, which is done with a draft sooner than numba is loaded.
`encoder`    x264 on a thread of its own. The painter hands over copies of changed squares, so neither
             waits for the other; a picture that is held is painted and converted once. `veryfast` with one
             reference and no B frames: files are smaller than manim's. What makes them small is that
             macroblocks are weighed by what later frames take from them, and that key frames are few. x264
             sees a chunk's last picture a few times more, or the last frames would be the worst.
`held`       Half of the frames of a lesson only repeat the one before. x264 takes as long for them as for
             any other; here they are seventy bytes, copied, with the number of the frame set. What this
             saves is more than `veryfast` costs.
`chunks`     The film in chunks, cut where beats begin, each encoded by itself: any process can draw any of
             them, and the joined film is the same bit for bit. Processes of one machine claim chunks as they
             come to them, so that fast and slow ones end together; others are told which are theirs. At most
             two seconds of a chunk move, since these take the time; with what rests it may last eight, for
             the sake of seeking.
`costs`      Seconds of processors for each chunk, so that one may know what a larger farm would take.
`joining`    Chunks put one after another into the film: packets are copied, and nothing is encoded again.
`stills`     Single frames by the same way, for previews and contact sheets.
`stock`      manim's own renderer with the same encoder: the way out for another manim, and the measure in
             the tests, which compare every frame of every lesson bit by bit.
"""
