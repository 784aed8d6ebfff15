package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import io.loadgen.application.ProblemType;
import io.loadgen.application.Refusals;
import io.loadgen.fixtures.DatabaseRefusesException;
import io.loadgen.fixtures.DatabaseUnreachableException;
import io.loadgen.history.ArchiveUnavailableException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a database is expected to refuse is told with its cause and its setting, and the rest is not hidden. */
class ReachTests {
    @ParameterizedTest
    @CsvSource({
        "13, loadgen.mongo.username",
        "18, loadgen.mongo.password",
        "10107, loadgen.mongo.uri",
        "13435, loadgen.mongo.uri",
        "64, loadgen.mongo.uri",
        "10334, fewer rooms",
        "14031, disk"
    })
    void anExpectedRefusalIsUnavailableWithItsSetting(int code, String named) {
        assertUnavailable(ofServer(code), named);
    }

    @Test
    void refusedCredentialsNameTheSetting() {
        MongoCredential credential = MongoCredential.createCredential("u", "admin", "s3cret".toCharArray());

        assertUnavailable(new MongoSecurityException(credential, "no"), "MONGO_PASSWORD");
    }

    @Test
    void aDocumentTooLargeIsNamed() {
        assertUnavailable(new BsonMaximumSizeExceededException("17 MB"), "larger than MongoDB takes");
    }

    @Test
    void noServerIsUnreachable() {
        assertThatThrownBy(() -> Reach.reaching(() -> fail(new MongoTimeoutException("none"))))
                .isInstanceOf(DatabaseUnreachableException.class);
    }

    @Test
    void whatTheHistoryIsRefusedIsUnavailableWithItsSetting() {
        assertThatThrownBy(() -> MongoRunArchive.reaching(() -> {
                    throw ofServer(13);
                }))
                .isInstanceOf(ArchiveUnavailableException.class)
                .satisfies(refused -> assertThat(Refusals.of(refused)).hasValueSatisfying(problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.DATABASE_UNAVAILABLE);
                    assertThat(problem.detail()).contains("history", "loadgen.mongo.username", "loadgen.history");
                }));
    }

    /** So that it holds up no other. */
    @Test
    void aRunThatIsTooLargeIsNoReasonToGiveUpTheHistory() {
        assertThatThrownBy(() -> MongoRunArchive.reaching(() -> {
                    throw new BsonMaximumSizeExceededException("17 MB");
                }))
                .isInstanceOf(DatabaseRefusesException.class);
    }

    @Test
    void whatNobodyForesawGoesOnAsItIs() {
        MongoException duplicate = ofServer(11_000);

        assertThatThrownBy(() -> Reach.reaching(() -> fail(duplicate))).isSameAs(duplicate);
    }

    private static void assertUnavailable(RuntimeException failure, String named) {
        assertThatThrownBy(() -> Reach.reaching(() -> fail(failure)))
                .satisfies(told -> assertThat(Refusals.of(told)).hasValueSatisfying(problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.DATABASE_UNAVAILABLE);
                    assertThat(problem.detail()).contains(named).doesNotContain("s3cret");
                }));
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }

    private static MongoCommandException ofServer(int code) {
        return new MongoCommandException(new BsonDocument("code", new BsonInt32(code)), new ServerAddress());
    }
}
