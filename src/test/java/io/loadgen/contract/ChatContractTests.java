package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatContractTests {
    @ParameterizedTest
    @EnumSource
    void commonNamesAreThoseOfTheContract(ContractVersion version) {
        ChatContract contract = ChatContract.of(version, "site-local");

        assertThat(contract.version()).isEqualTo(version);
        assertThat(contract.memberAdd("user-7", "mroom-000001"))
                .isEqualTo("chat.user.user-7.request.room.mroom-000001.site-local.member.add");
        assertThat(contract.memberAddWildcard()).isEqualTo("chat.user.*.request.room.*.site-local.member.add");
        assertThat(contract.canonicalMemberAdd()).isEqualTo("chat.room.canonical.site-local.member.add");
        assertThat(contract.canonicalWildcard()).isEqualTo("chat.room.canonical.site-local.>");
        assertThat(contract.memberEvent("r")).isEqualTo("chat.room.r.event.member");
        assertThat(contract.memberEventWildcards()).contains("chat.room.*.event.member");
        assertThat(contract.jobResult("user-7", "id")).isEqualTo("chat.user.user-7.response.id");
        assertThat(contract.jobResultWildcard()).isEqualTo("chat.user.*.response.>");
        assertThat(contract.subscriptionUpdate("u")).isEqualTo("chat.user.u.event.subscription.update");
        assertThat(contract.roomKey("u")).isEqualTo("chat.user.u.event.room.key");
        assertThat(contract.systemMessage()).isEqualTo("chat.msg.canonical.site-local.created");
        assertThat(contract.roomsStreamSpec().subjects()).containsExactly("chat.room.canonical.site-local.>");
    }

    @ParameterizedTest
    @EnumSource(names = {"A", "B"})
    void streamsHaveUnderscoresAndMemberEventsOneSubjectBeforeContractC(ContractVersion version) {
        ChatContract contract = ChatContract.of(version, "site-local");

        assertThat(contract.roomsStreamSpec().name()).isEqualTo("ROOMS_site-local");
        assertThat(contract.harnessStreams())
                .extracting(StreamSpec::name)
                .containsExactly("INBOX_site-local", "MESSAGES_CANONICAL_site-local");
        assertThat(contract.memberEventWildcards()).containsExactly("chat.room.*.event.member");
        assertThat(contract.localMemberEvent("r")).isEqualTo(contract.memberEvent("r"));
        assertThat(contract.subscriptionUpdate("a.b")).isEqualTo("chat.user.a.b.event.subscription.update");
    }

    @Test
    void contractCHasDashesAnOutboxAndLocalMemberEvents() {
        ChatContract contract = ChatContract.of(ContractVersion.C, "s_1");

        assertThat(contract.roomsStream()).isEqualTo("ROOMS-s_1");
        assertThat(contract.messagesStream()).isEqualTo("MESSAGES-CANONICAL-s_1");
        assertThat(contract.inboxStream()).isEqualTo("INBOX-s_1");
        assertThat(contract.harnessStreams().getFirst().subjects())
                .containsExactly("chat.inbox.s_1.internal.>", "chat.inbox.s_1.external.>");
        assertThat(contract.inboxMemberAdded()).isEqualTo("chat.inbox.s_1.internal.member_added");
        assertThat(contract.foreignSiteStreams())
                .containsExactly(new StreamSpec("OUTBOX-s_1", List.of("chat.outbox.s_1.>")));
        assertThat(contract.crossSiteMemberAdded("t")).isEqualTo("chat.outbox.s_1.t.member_added");
        assertThat(contract.crossSiteArrival("t")).contains("chat.inbox.t.external.member_added");
        assertThat(ChatContract.of(ContractVersion.A, "s_1").crossSiteArrival("t"))
                .isEmpty();
        assertThat(contract.keyStore()).isEqualTo(KeyStore.MONGO);
        assertThat(contract.localMemberEvent("r")).isEqualTo("chat.local.room.r.event.member");
        assertThat(contract.memberEventWildcards())
                .containsExactly("chat.room.*.event.member", "chat.local.room.*.event.member");
        assertThat(contract.subscriptionUpdate("a.b")).isEqualTo("chat.user.a_b.event.subscription.update");
        assertThat(contract.roomKey("a.b")).isEqualTo("chat.user.a_b.event.room.key");
        assertThat(contract.jobResult("a.b", "id")).isEqualTo("chat.user.a.b.response.id");
    }

    @Test
    void contractAHasItsOwnInboxOutboxAndKeyStore() {
        ChatContract contract = ChatContract.of(ContractVersion.A, "s");

        assertThat(contract.inboxMemberAdded()).isEqualTo("chat.inbox.s.member_added");
        assertThat(contract.crossSiteMemberAdded("t")).isEqualTo("outbox.s.to.t.member_added");
        assertThat(contract.harnessStreams().getFirst().subjects())
                .containsExactly("chat.inbox.s.*", "chat.inbox.s.aggregate.>");
        assertThat(contract.foreignSiteStreams()).extracting(StreamSpec::name).containsExactly("OUTBOX_s");
        assertThat(contract.keyStore()).isEqualTo(KeyStore.VALKEY);
    }

    @Test
    void contractBHasItsOwnInboxAndKeyStore() {
        ChatContract contract = ChatContract.of(ContractVersion.B, "s");

        assertThat(contract.inboxMemberAdded()).isEqualTo("chat.inbox.s.internal.member_added");
        assertThat(contract.crossSiteMemberAdded("t")).isEqualTo("chat.inbox.t.external.member_added");
        assertThat(contract.harnessStreams().getFirst().subjects())
                .containsExactly("chat.inbox.s.internal.>", "chat.inbox.s.external.>");
        assertThat(contract.foreignSiteStreams()).isEmpty();
        assertThat(contract.keyStore()).isEqualTo(KeyStore.MONGO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "*", ">"})
    void sitesThatAreNoTokensAreRefused(String site) {
        assertThatThrownBy(() -> ChatContract.of(ContractVersion.B, site)).hasMessageContaining("'" + site + "'");
    }

    @Test
    void systemMessageIdsMatchTheVectors() {
        assertThat(SystemMessageIds.ofAddMembers("01970a4f-8c2d-7c9a-abcd-e0123456789f"))
                .isEqualTo("Z10YEQg5RD4fqCwv8v5w");
        assertThat(SystemMessageIds.ofAddMembers("11111111-2222-4333-8444-555555555555"))
                .isEqualTo("4iNNnnyhxp0J5d3IAKlI");
    }
}
