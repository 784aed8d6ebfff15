package io.loadgen.report;

import io.loadgen.report.ReportDocument.Chart;
import java.util.List;
import java.util.Locale;

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

    private final MarkupWriter page;
    private final int width;
    private final int height;
    private final Axis x;
    private final Axis y;

    /** Draws the frame. */
    Plot(MarkupWriter page, Size size, Chart chart) {
        this.page = page;
        this.width = size.width;
        this.height = chart.height();
        this.x = chart.x().apply(size);
        this.y = chart.y();
        String box = "0 0 " + width + " " + height;
        String css = "plot " + size.cssClass;
        page.open("svg", "class", css, "viewBox", box, "role", "img", "aria-label", chart.description());
        frame();
    }

    private void frame() {
        for (Axis.Tick tick : y.ticks()) {
            double at = y(tick.value());
            grid(LEFT, width - RIGHT, at, at);
            words("tick end", tick.text(), LEFT - 6, at + 4);
        }
        double last = Double.NEGATIVE_INFINITY;
        for (Axis.Tick tick : x.ticks()) {
            double at = x(tick.value());
            grid(at, at, TOP, height - BOTTOM);
            if (at - last >= LABEL_GAP) {
                words("tick mid", tick.text(), at, height - BOTTOM + 15);
                last = at;
            }
        }
        words("label", y.label(), 4, 12);
        words("label end", x.label(), width - RIGHT, height - 4);
    }

    private void grid(double x1, double x2, double y1, double y2) {
        page.empty("line", "class", "grid", "x1", pixel(x1), "x2", pixel(x2), "y1", pixel(y1), "y2", pixel(y2));
    }

    private void words(String cssClass, String words, double left, double bottom) {
        page.leaf("text", words, "class", cssClass, "x", pixel(left), "y", pixel(bottom));
    }

    private double x(double value) {
        return LEFT + x.position().applyAsDouble(value) * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        return height - BOTTOM - y.position().applyAsDouble(value) * (height - TOP - BOTTOM);
    }

    /** A line through points, from left to right. */
    void line(String cssClass, String title, List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(pixel(x(point.x())))
                    .append(' ')
                    .append(pixel(y(point.y())));
        }
        if (!points.isEmpty()) {
            titled(title, "path", "class", "line " + cssClass, "d", path.toString());
        }
    }

    /** The same with a dot at each point. */
    void dots(String cssClass, String title, List<Point> points) {
        line(cssClass, title, points);
        for (Point point : points) {
            String at = title + ": " + Axis.number(point.y());
            String left = pixel(x(point.x()));
            titled(at, "circle", "class", "dot " + cssClass, "cx", left, "cy", pixel(y(point.y())), "r", "3");
        }
    }

    /** A stretch of the x axis with a name. */
    void stretch(double from, double to, String name) {
        rectangle("stretch", x(from), TOP, x(to) - x(from), height - TOP - BOTTOM);
        page.close();
        words("note", name, x(from) + 4, TOP + 12);
    }

    /** A bar from left to right at a place of the y axis that is as thick as given. */
    void bar(String cssClass, String title, double from, double to, double middle, double thick) {
        rectangle("bar " + cssClass, x(from), y(middle) - thick / 2, Math.max(0.5, x(to) - x(from)), thick);
        page.leaf("title", title).close();
    }

    private void rectangle(String css, double left, double top, double wide, double tall) {
        String breadth = pixel(wide);
        page.open("rect", "class", css, "x", pixel(left), "y", pixel(top), "width", breadth, "height", pixel(tall));
    }

    /** A short vertical mark. */
    void mark(String cssClass, String title, double at, double middle, double tall) {
        String path = "M" + pixel(x(at)) + " " + pixel(y(middle) - tall / 2) + "v" + pixel(tall);
        titled(title, "path", "class", "mark " + cssClass, "d", path);
    }

    private void titled(String title, String tag, String... attributes) {
        page.open(tag, attributes).leaf("title", title).close();
    }

    void end() {
        page.closeLine();
    }

    /** A coordinate: a tenth of a pixel is as fine as a screen. */
    private static String pixel(double value) {
        String shown = String.format(Locale.ROOT, "%.1f", value);
        return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
    }
}
