package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.RunResult;
import io.loadgen.result.RunState;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.SpecBuilder;
import io.loadgen.spec.SustainedSpec;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Ten thousand malformed messages on every subject that a run listens to, while it goes on, change none of its figures: they are
 * counted as foreign or unreadable, and nothing throws.
 */
@Timeout(300)
class MalformedMessagesIT {
    private static final int MESSAGES = 10_000;
    private static final long SEED = Long.getLong("loadgen.fuzz.seed", 20_261_124);
    private static final FixtureSpec FIXTURE =
            new FixtureSpec("malformed", 42, SandboxSettings.DEFAULT_SITE, 10, 3, 100, 200);
    private static final int RATE = 50;
    private static final int SECONDS = 10;
    private static final long SLOTS = (long) RATE * SECONDS;

    private static final Logger WORKER = (Logger) LoggerFactory.getLogger("io.loadgen.sandbox.SimulatedRoomWorker");

    private final ChatContract contract = ChatContract.of(ContractVersion.B, SandboxSettings.DEFAULT_SITE);

    /** It says of each job that it cannot read that it cannot. */
    @BeforeAll
    static void quieten() {
        WORKER.setLevel(Level.ERROR);
    }

    @AfterAll
    static void restore() {
        WORKER.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource(InjectMode.class)
    void changeNoFigureAndRaiseNoException(InjectMode inject) throws Exception {
        try (Laboratory laboratory = new Laboratory(SimulatorSettings.of(ContractVersion.B))) {
            laboratory.seed(FIXTURE);
            String url = laboratory.sandbox().natsUrl();
            Connection watcher = Nats.connect(url);
            try (RawNats raw = new RawNats(url)) {
                Subscription requests = watcher.subscribe(
                        inject == InjectMode.FRONTDOOR ? contract.memberAddWildcard() : contract.canonicalMemberAdd());
                watcher.flush(Duration.ofSeconds(10));
                String id = laboratory.start(spec(inject));
                Message genuine = genuine(requests);
                laboratory.awaitEvents(id, 10);
                publish(raw, genuine);
                RunRecord run = laboratory.awaitEnd(id);

                assertThat(run.state()).as("failure: %s", run.failure()).isEqualTo(RunState.COMPLETED);
                isAsIfNothingHadCome(Laboratory.result(run));
            } finally {
                watcher.close();
            }
        }
    }

    /** The first request of the run: preflight sends some of its own, to rooms that are not of the set. */
    private static Message genuine(Subscription requests) throws InterruptedException {
        while (true) {
            Message request = Objects.requireNonNull(requests.nextMessage(Duration.ofSeconds(30)), "a request");
            if (request.getReplyTo() != null && request.getReplyTo().startsWith("_INBOX.loadgen.")) {
                return request;
            }
        }
    }

    private void publish(RawNats raw, Message genuine) throws Exception {
        String replies = genuine.getReplyTo().substring(0, genuine.getReplyTo().lastIndexOf('.') + 1);
        MalformedMessages malformed = new MalformedMessages(
                SEED, Objects.requireNonNull(genuine.getHeaders().getFirst(Headers.REQUEST_ID)));
        for (int number = 0; number < MESSAGES; number++) {
            switch (number % 4) {
                case 0 -> raw.publish(replies + malformed.token(), malformed.head(true), malformed.body());
                case 1 -> raw.publish(contract.memberEvent(malformed.token()), malformed.head(true), malformed.body());
                case 2 ->
                    raw.publish(
                            contract.jobResultWildcard().replace("*", malformed.token()),
                            malformed.head(true),
                            malformed.body());
                default -> raw.publish(contract.canonicalMemberAdd(), malformed.head(false), malformed.body());
            }
            if (number % 100 == 99) {
                raw.flush();
            }
        }
    }

    private static void isAsIfNothingHadCome(RunResult result) {
        Books books = result.measurements().measured();
        assertThat(books.residues()).isEmpty();
        assertThat(books.planned()).isEqualTo(SLOTS);
        assertThat(books.count(Disposition.SENT)).isEqualTo(SLOTS);
        assertThat(books.count(ReplyOutcome.ACCEPTED)).isEqualTo(SLOTS);
        assertThat(books.count(EventOutcome.EVENT)).isEqualTo(SLOTS);
        assertThat(books.count(ResultOutcome.OK)).isEqualTo(SLOTS);
        assertThat(result.health().failedSignals()).isZero();
        assertThat(result.health().disconnects()).isZero();
        assertThat(result.health().droppedMessages()).isZero();
        Irregularities log = result.measurements().irregularities();
        assertThat(log.count(Irregularity.FOREIGN_SIGNALS)).isGreaterThan(MESSAGES / 4);
        assertThat(log.count(Irregularity.UNREADABLE_SIGNALS)).isPositive();
        assertThat(log.count(Irregularity.FOREIGN_SIGNALS) + log.count(Irregularity.UNREADABLE_SIGNALS))
                .isLessThanOrEqualTo(MESSAGES);
        assertThat(log.rejections()).isEmpty();
        assertThat(log.workerErrors()).isEmpty();
        assertThat(log.firstMessages()).isEmpty();
        assertThat(log.count(Irregularity.DUPLICATE_REPLIES)
                        + log.count(Irregularity.DUPLICATE_EVENTS)
                        + log.count(Irregularity.DUPLICATE_RESULTS))
                .isZero();
        assertThat(log.count(Irregularity.LATE_REPLIES)
                        + log.count(Irregularity.LATE_EVENTS)
                        + log.count(Irregularity.LATE_RESULTS))
                .isZero();
        assertThat(log.count(Irregularity.UNANSWERED_EVENTS)
                        + log.count(Irregularity.EVENT_TIMEOUTS_AFTER_OK)
                        + log.count(Irregularity.EVENTS_WITHOUT_HEADER))
                .isZero();
    }

    private static SustainedSpec spec(InjectMode inject) {
        Duration signal = Duration.ofSeconds(30);
        return new SpecBuilder()
                .fixture(FIXTURE.id())
                .rate(RATE)
                .lasting(Duration.ofSeconds(SECONDS), Duration.ZERO)
                .usersPerAdd(1)
                .inject(inject)
                .replyTimeout(signal)
                .eventTimeout(signal)
                .maxScheduleLag(signal)
                .observeHandoff()
                .build();
    }
}
