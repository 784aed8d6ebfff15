package io.loadgen.report;

import java.util.List;

/** One chart being drawn as SVG: a frame with two axes, then whatever is drawn in it. One thread at a time. */
final class Plot {
    /** Widths for a wide screen or paper, and for a telephone: text keeps its size, so each is drawn for itself. */
    enum Size {
        WIDE(760, "wide"),
        NARROW(330, "narrow");

        final int width;
        final String cssClass;

        Size(int width, String cssClass) {
            this.width = width;
            this.cssClass = cssClass;
        }
    }

    /** A point in the units of the axes. */
    record Point(double x, double y) {}

    private static final int LEFT = 50;
    private static final int RIGHT = 14;
    private static final int TOP = 22;
    private static final int BOTTOM = 36;
    private static final int LABEL_GAP = 34;

    private final HtmlWriter page;
    private final int width;
    private final int height;
    private final Axis x;
    private final Axis y;

    /** Draws the frame. {@code description} says to those who do not see it what it shows. */
    Plot(HtmlWriter page, Size size, int height, Axis x, Axis y, String description) {
        this.page = page;
        this.width = size.width;
        this.height = height;
        this.x = x;
        this.y = y;
        page.open(
                "svg",
                "class",
                "plot " + size.cssClass,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-label",
                description);
        frame();
    }

    private void frame() {
        for (Axis.Tick tick : y.ticks()) {
            String at = HtmlWriter.pixel(y(tick.value()));
            page.empty("line", "class", "grid", "x1", "" + LEFT, "x2", "" + (width - RIGHT), "y1", at, "y2", at);
            page.leaf(
                    "text",
                    tick.text(),
                    "class",
                    "tick end",
                    "x",
                    "" + (LEFT - 6),
                    "y",
                    HtmlWriter.pixel(y(tick.value()) + 4));
        }
        double last = Double.NEGATIVE_INFINITY;
        for (Axis.Tick tick : x.ticks()) {
            double at = x(tick.value());
            page.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    HtmlWriter.pixel(at),
                    "x2",
                    HtmlWriter.pixel(at),
                    "y1",
                    "" + TOP,
                    "y2",
                    "" + (height - BOTTOM));
            if (at - last >= LABEL_GAP) {
                page.leaf(
                        "text",
                        tick.text(),
                        "class",
                        "tick mid",
                        "x",
                        HtmlWriter.pixel(at),
                        "y",
                        "" + (height - BOTTOM + 15));
                last = at;
            }
        }
        page.leaf("text", y.label(), "class", "label", "x", "4", "y", "12");
        page.leaf("text", x.label(), "class", "label end", "x", "" + (width - RIGHT), "y", "" + (height - 4));
    }

    private double x(double value) {
        return LEFT + x.position().applyAsDouble(value) * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        return height - BOTTOM - y.position().applyAsDouble(value) * (height - TOP - BOTTOM);
    }

    /** A line through points, from left to right. */
    Plot line(String cssClass, String title, List<Point> points) {
        if (points.isEmpty()) {
            return this;
        }
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(HtmlWriter.pixel(x(point.x())))
                    .append(' ')
                    .append(HtmlWriter.pixel(y(point.y())));
        }
        page.open("path", "class", "line " + cssClass, "d", path.toString())
                .leaf("title", title)
                .close();
        return this;
    }

    /** The same with a dot at each point. */
    Plot dots(String cssClass, String title, List<Point> points) {
        line(cssClass, title, points);
        for (Point point : points) {
            page.open(
                            "circle",
                            "class",
                            "dot " + cssClass,
                            "cx",
                            HtmlWriter.pixel(x(point.x())),
                            "cy",
                            HtmlWriter.pixel(y(point.y())),
                            "r",
                            "3")
                    .leaf("title", title + ": " + Axis.number(point.y()))
                    .close();
        }
        return this;
    }

    /** A stretch of the x axis with a name. */
    Plot stretch(double from, double to, String name) {
        page.empty(
                "rect",
                "class",
                "stretch",
                "x",
                HtmlWriter.pixel(x(from)),
                "width",
                HtmlWriter.pixel(x(to) - x(from)),
                "y",
                "" + TOP,
                "height",
                "" + (height - TOP - BOTTOM));
        page.leaf("text", name, "class", "note", "x", HtmlWriter.pixel(x(from) + 4), "y", "" + (TOP + 12));
        return this;
    }

    /** A bar from left to right at a place of the y axis that is as thick as given. */
    Plot bar(String cssClass, String title, double from, double to, double middle, double thick) {
        page.open(
                        "rect",
                        "class",
                        "bar " + cssClass,
                        "x",
                        HtmlWriter.pixel(x(from)),
                        "width",
                        HtmlWriter.pixel(Math.max(0.5, x(to) - x(from))),
                        "y",
                        HtmlWriter.pixel(y(middle) - thick / 2),
                        "height",
                        HtmlWriter.pixel(thick))
                .leaf("title", title)
                .close();
        return this;
    }

    /** A short vertical mark. */
    Plot mark(String cssClass, String title, double at, double middle, double tall) {
        page.open(
                        "path",
                        "class",
                        "mark " + cssClass,
                        "d",
                        "M" + HtmlWriter.pixel(x(at)) + " " + HtmlWriter.pixel(y(middle) - tall / 2) + "v"
                                + HtmlWriter.pixel(tall))
                .leaf("title", title)
                .close();
        return this;
    }

    void end() {
        page.closeLine();
    }
}
