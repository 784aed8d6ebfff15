package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.MessageSizes.Elsewhere;
import io.loadgen.contract.MessageSizes.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageSizesTests {
    private static final long HEADERS = 512;
    private static final LongestNames NAMES =
            new LongestNames("r1", "Room 1", "u000001", "a000001", "Bob Chen", "陳怡君", "Section 1", "s1");

    private static Map<Part, Long> sizes(ContractVersion version, Shape shape, int users, int items) {
        return sizes(version, shape, users, items, Elsewhere.NOBODY);
    }

    private static Map<Part, Long> sizes(
            ContractVersion version, Shape shape, int users, int items, Elsewhere elsewhere) {
        return new MessageSizes(ChatContract.of(version, "site-local"), NAMES, elsewhere).of(shape, users, items);
    }

    /** Those of ours are as long as they are written. */
    @ParameterizedTest
    @EnumSource
    void requestsAreReckonedToTheByte(Shape shape) {
        byte[] item = shape == Shape.CHANNELS
                ? AddMembersEncoder.channel(new ChannelRef("s1", "site-local"))
                : AddMembersEncoder.quote(shape == Shape.ORGS ? "s1" : "a000001");
        for (int items : new int[] {0, 1, 7}) {
            byte[][] all = IntStream.range(0, items).mapToObj(each -> item).toArray(byte[][]::new);
            int[] chosen = IntStream.range(0, items).toArray();
            byte[] body = AddMembersEncoder.frontdoor(AddTargetJson.frontdoor("r1"), shape, all, chosen, items);

            assertThat(sizes(ContractVersion.B, shape, items, items))
                    .containsEntry(Part.REQUEST, HEADERS + body.length);
        }
    }

    @Test
    void anEventOfCIsReckonedToTheByte() {
        String one = "{'id':'u000001','type':'individual','account':'a000001','engName':'Bob Chen','chineseName':'陳怡君',"
                + "'sectName':'Section 1'}";
        String event = "{'type':'member_added','roomId':'r1','roomName':'Room 1','roomType':'channel',"
                + "'siteId':'site-local','requesterAccount':'a000001','joinedAt':1787382000123,'members':["
                + one + "," + one + "],'timestamp':1787382000151}";

        assertThat(sizes(ContractVersion.C, Shape.USERS, 2, 2))
                .containsEntry(Part.EVENT, HEADERS + event.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void anEventOfBNamesAccountsAndItsInboxCopyIsLarger() {
        String event = "{'type':'member_added','roomId':'r1','roomName':'Room 1','roomType':'channel',"
                + "'accounts':['a000001','a000001'],'siteId':'site-local','requesterAccount':'a000001',"
                + "'joinedAt':1787382000123,'timestamp':1787382000151}";
        Map<Part, Long> sizes = sizes(ContractVersion.B, Shape.USERS, 2, 2);

        assertThat(sizes).containsEntry(Part.EVENT, HEADERS + event.length());
        String inbox = "{'type':'member_added','siteId':'site-local','destSiteId':'site-local','payload':'"
                + Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8))
                + "','timestamp':1787382000151}";
        assertThat(sizes).containsEntry(Part.INBOX, HEADERS + inbox.length());
    }

    @ParameterizedTest
    @EnumSource
    void anOutboxMessageIsReckonedToTheByte(ContractVersion version) {
        String event = "{'type':'member_added','roomId':'r1','roomName':'Room 1','roomType':'channel',"
                + "'accounts':['a000001','a000001'],'siteId':'site-local','requesterAccount':'a000001',"
                + "'joinedAt':1787382000123,'timestamp':1787382000151}";
        String envelope = "{'type':'member_added','siteId':'site-local','destSiteId':'site-far','payload':'"
                + Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8))
                + "','timestamp':1787382000151}";
        String message = version == ContractVersion.C
                ? "{'roomId':'r1','envelope':" + envelope
                        + ",'dedupId':'01970a4f-8c2d-7c9a-abcd-e0123456789f:site-far','timestamp':1787382000151}"
                : envelope;

        assertThat(sizes(version, Shape.ORGS, 2, 1, new Elsewhere("site-far", 20)))
                .containsEntry(Part.OUTBOX, HEADERS + message.length());
    }

    @ParameterizedTest
    @EnumSource
    void anOutboxMessageNamesNoMoreThanThereAreElsewhere(ContractVersion version) {
        long two = Objects.requireNonNull(
                sizes(version, Shape.USERS, 2, 2, new Elsewhere("site-far", 2)).get(Part.OUTBOX));

        assertThat(sizes(version, Shape.USERS, 50, 50, new Elsewhere("site-far", 2)))
                .containsEntry(Part.OUTBOX, two);
        assertThat(sizes(version, Shape.USERS, 50, 50)).doesNotContainKey(Part.OUTBOX);
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageGrowsWithTheUsers(ContractVersion version) {
        for (Shape shape : Shape.values()) {
            Elsewhere elsewhere = new Elsewhere("site-far", 20);
            Map<Part, Long> few = sizes(version, shape, 10, 1, elsewhere);
            Map<Part, Long> many = sizes(version, shape, 20, 2, elsewhere);
            assertThat(Arrays.stream(Part.values()))
                    .allSatisfy(part -> assertThat(many.get(part)).isGreaterThan(few.get(part)));
        }
    }
}
