package io.loadgen.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Faults planned by the number of their occasion, counting from 1 since the services started, and the count of those that
 * struck. May be changed while the services run.
 *
 * <p>Any thread.
 */
public final class Faults implements FaultPlan {
    private static final Pattern RULE =
            Pattern.compile("(?<nth>[1-9]\\d{0,9})|every (?<every>[1-9]\\d{0,9})|(?<percent>\\d{1,3}(\\.\\d+)?) ?%");

    private final Map<Fault, LongPredicate> planned = new EnumMap<>(Fault.class);
    private final Map<Fault, Long> injected = new EnumMap<>(Fault.class);
    private final Map<Fault.Occasion, Long> occasions = new EnumMap<>(Fault.Occasion.class);
    private final Map<Fault, List<String>> jobs = new EnumMap<>(Fault.class);
    private int failingAttempts = 1;
    private Duration eventDelay = Duration.ofMillis(100);

    /** No faults yet. */
    public Faults() {}

    /**
     * Plans a fault for one occasion.
     *
     * @param fault what goes wrong
     * @param n on which occasion, 1 for the first
     * @return this
     */
    public Faults onNth(Fault fault, long n) {
        return plan(fault, number -> number == n);
    }

    /**
     * Plans a fault for every n-th occasion.
     *
     * @param fault what goes wrong
     * @param n how many occasions to one fault, 1 for all
     * @return this
     */
    public Faults onEvery(Fault fault, long n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be 1 or more, was " + n);
        }
        return plan(fault, number -> number % n == 0);
    }

    /**
     * Plans a fault for a share of the occasions, evenly spread: after k occasions {@code floor(k * percent / 100)} struck.
     *
     * @param fault what goes wrong
     * @param percent the share, 0 to 100
     * @return this
     */
    public Faults onPercent(Fault fault, double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must be 0 to 100, was " + percent);
        }
        return plan(fault, number -> Math.floor(number * percent / 100) > Math.floor((number - 1) * percent / 100));
    }

    /**
     * Plans a fault by a rule in words, as settings have it.
     *
     * @param fault what goes wrong
     * @param rule {@code 7} for the seventh occasion, {@code every 10} for every tenth, {@code 5%} for a share
     * @return this
     */
    public Faults by(Fault fault, String rule) {
        Matcher words = RULE.matcher(rule);
        if (!words.matches()) {
            throw new IllegalArgumentException(
                    fault + " must be a number such as 7, 'every 10' or '5%', was '" + rule + "'");
        }
        if (words.group("nth") != null) {
            return onNth(fault, Long.parseLong(words.group("nth")));
        }
        return words.group("every") != null
                ? onEvery(fault, Long.parseLong(words.group("every")))
                : onPercent(fault, Double.parseDouble(words.group("percent")));
    }

    private synchronized Faults plan(Fault fault, LongPredicate when) {
        planned.merge(fault, when, LongPredicate::or);
        return this;
    }

    /**
     * Sets how late {@link Fault#DELAY_EVENT} makes an event.
     *
     * @param delay 0 or more
     * @return this
     */
    public synchronized Faults delayingEventsBy(Duration delay) {
        eventDelay = delay;
        return this;
    }

    /**
     * Sets how many attempts at a job fail that is struck.
     *
     * @param attempts 1 or more
     * @return this
     */
    public synchronized Faults failingAttempts(int attempts) {
        failingAttempts = attempts;
        return this;
    }

    @Override
    public synchronized @Nullable Fault strikeAgain(String requestId, long attempt) {
        return jobs.entrySet().stream()
                .filter(struck ->
                        attempt <= failingAttempts && struck.getValue().contains(requestId))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized @Nullable Fault strike(Fault.Occasion occasion) {
        long number = occasions.merge(occasion, 1L, Long::sum);
        for (Map.Entry<Fault, LongPredicate> plan : planned.entrySet()) {
            if (plan.getKey().occasion() == occasion && plan.getValue().test(number)) {
                injected.merge(plan.getKey(), 1L, Long::sum);
                return plan.getKey();
            }
        }
        return null;
    }

    @Override
    public synchronized void struckJob(Fault fault, String requestId) {
        jobs.computeIfAbsent(fault, none -> new ArrayList<>()).add(requestId);
    }

    /**
     * Whose jobs a fault struck.
     *
     * @param fault which, one of {@link Fault.Occasion#JOB}
     * @return their request ids, in the order in which they were struck
     */
    public synchronized List<String> jobsStruck(Fault fault) {
        return List.copyOf(jobs.getOrDefault(fault, List.of()));
    }

    @Override
    public synchronized Duration eventDelay() {
        return eventDelay;
    }

    /**
     * How often a fault struck.
     *
     * @param fault which
     * @return 0 or more
     */
    public synchronized long injected(Fault fault) {
        return injected.getOrDefault(fault, 0L);
    }

    /**
     * How often an occasion came.
     *
     * @param occasion which
     * @return 0 or more
     */
    public synchronized long occasions(Fault.Occasion occasion) {
        return occasions.getOrDefault(occasion, 0L);
    }
}
