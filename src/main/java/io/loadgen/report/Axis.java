package io.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * An axis of a chart.
 *
 * @param label what it shows, with its unit
 * @param ticks where it is marked
 * @param position where a value is: 0 at its beginning, 1 at its end; values outside are brought in
 */
record Axis(String label, List<Tick> ticks, DoubleUnaryOperator position) {
    record Tick(double value, String text) {}

    /** From one value to another, with about so many round marks. */
    static Axis linear(String label, double from, double to, int marks) {
        double span = Math.max(to - from, 1e-9);
        double step = roundUp(span / Math.max(1, marks));
        List<Tick> ticks = new ArrayList<>();
        for (double value = Math.ceil(from / step) * step; value <= to + step * 1e-6; value += step) {
            ticks.add(new Tick(value, number(value)));
        }
        return new Axis(label, List.copyOf(ticks), value -> inside((value - from) / span));
    }

    private static double roundUp(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double digits = step / power;
        return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    }

    /** Equal ratios are equally far apart. Marks at 1, 2 and 5, or at powers of ten where there are many of them. */
    static Axis logarithmic(String label, double least, double most) {
        double from = Math.floor(Math.log10(Math.max(least, 1e-3)) * 3) / 3;
        double to = Math.max(from + 0.5, Math.log10(Math.max(most, 1e-3)) + 0.05);
        boolean fine = to - from < 2.5;
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(from); power <= to; power++) {
            for (int digit : fine ? new int[] {1, 2, 5} : new int[] {1}) {
                double value = digit * Math.pow(10, power);
                if (Math.log10(value) >= from - 1e-9 && Math.log10(value) <= to) {
                    ticks.add(new Tick(value, number(value)));
                }
            }
        }
        return new Axis(
                label, List.copyOf(ticks), value -> inside((Math.log10(Math.max(value, 1e-6)) - from) / (to - from)));
    }

    /** Shares from 0 up; each further nine is as wide as the one before. */
    static Axis percentiles(int nines) {
        List<Tick> ticks = new ArrayList<>(List.of(new Tick(0, "0"), new Tick(0.5, "50")));
        StringBuilder text = new StringBuilder("9");
        for (int nine = 1; nine <= nines; nine++) {
            String shown = nine == 1 ? "90" : nine == 2 ? "99" : "99." + text.substring(2);
            ticks.add(new Tick(1 - Math.pow(10, -nine), shown));
            text.append('9');
        }
        return new Axis("percentile", List.copyOf(ticks), share -> inside(-Math.log10(1 - share) / nines));
    }

    /** One place for each name, from the top down; the lowest is at 1. */
    static Axis names(List<String> names) {
        int all = names.size();
        List<Tick> ticks = IntStream.range(0, all)
                .mapToObj(row -> new Tick(all - row, names.get(row)))
                .toList();
        return new Axis("", ticks, value -> (value - 0.5) / all);
    }

    private static double inside(double position) {
        return Double.isFinite(position) ? Math.max(0, Math.min(1, position)) : 0;
    }

    static String number(double value) {
        if (Math.abs(value) >= 10_000) {
            return String.format(Locale.ROOT, "%.0fk", value / 1e3);
        }
        String shown = String.format(Locale.ROOT, "%.3f", value);
        return shown.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
