package io.loadgen.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.documents.DocumentedRights;
import io.loadgen.documents.DocumentedRights.OnMongo;
import io.loadgen.documents.DocumentedRights.OnNats;
import io.loadgen.fixtures.privileges.DatabaseFeature;
import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import io.loadgen.injection.NeededRight;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the preflight looks for, and names features by, is the documented tables. */
class DocumentedRightsTests {
    @ParameterizedTest
    @EnumSource
    void thoseOnNatsAreTheTable(ContractVersion version) {
        assertThat(NatsRights.of(ChatContract.of(version, "site-7")).stream().map(DocumentedRightsTests::row))
                .containsExactlyInAnyOrderElementsOf(DocumentedRights.onNats(version, "site-7"));
    }

    private static OnNats row(NeededRight needed) {
        String prefix = switch (needed.use()) {
            case INBOX -> "_INBOX.";
            case JETSTREAM -> "$JS.API.";
            case PLATFORM -> "";
        };
        return new OnNats(needed.feature(), needed.right().name().toLowerCase(Locale.ROOT), prefix + needed.subject());
    }

    @Test
    void thoseOnMongoDbAreTheTable() {
        assertThat(Arrays.stream(DatabaseFeature.values()).flatMap(DocumentedRightsTests::rows))
                .containsExactlyInAnyOrderElementsOf(DocumentedRights.onMongo());
    }

    private static Stream<OnMongo> rows(DatabaseFeature feature) {
        String home = switch (feature.home()) {
            case PLATFORM -> "platform's";
            case OWN -> "own";
            case HISTORY -> "own, of the history";
        };
        return feature.privileges().stream()
                .map(privilege -> new OnMongo(feature.label(), home, privilege.collection(), privilege.action()));
    }

    @ParameterizedTest
    @CsvSource({
        "SUBSCRIBE, JETSTREAM, own.JS.STREAM.LIST, own.JS.>, ''",
        "PUBLISH, JETSTREAM, own.JS.STREAM.LIST, own.JS.>, preflight",
        "PUBLISH, JETSTREAM, $JS.API.STREAM.MSG.GET.ROOMS-site-9, $JS.API.>, audit",
        "PUBLISH, JETSTREAM, $JS.API.CONSUMER.INFO.ROOMS_x.room-worker, $JS.API.>, 'preflight, backlog'",
        "SUBSCRIBE, INBOX, _INBOX.abc.*, _INBOX.>, every run",
        "PUBLISH, INBOX, _INBOX.loadgen.abc.probe.own, _INBOX.>, every run",
        "SUBSCRIBE, PLATFORM, chat.local.room.*.event.member, chat.local.room.*.event.member, every run",
        "PUBLISH, PLATFORM, chat.user.a.request.room.r.site-9.member.add, chat.user.a.request.room.r.site-9.member.add, inject frontdoor",
        "PUBLISH, PLATFORM, chat.room.canonical.site-9.member.add, chat.room.canonical.site-9.member.add, inject canonical",
        "SUBSCRIBE, PLATFORM, chat.room.canonical.site-9.member.add, chat.room.canonical.site-9.member.add, 'handoff, probe add'",
        "SUBSCRIBE, PLATFORM, chat.outbox.site-9.site-far.member_added, chat.outbox.site-9.site-far.member_added, members of another site",
        "PUBLISH, PLATFORM, other.subject, other.subject, ''"
    })
    void aRightThatIsMissingHasItsFeature(Right right, Use use, String subject, String scope, String feature) {
        assertThat(String.join(", ", NatsRights.features(new MissingRight(right, subject, scope, use))))
                .isEqualTo(feature);
    }
}
