"""WhyNotTryEverything at a moment of its counting."""


def grid_at(lesson, time):
    lesson.clock.set_value(time)
    lesson.picture.grid.redraw()
    lesson.picture.equation.update()
    return lesson.picture.grid
