package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantedPrivilegesTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {db: 'chat', collection: 'rooms'} | ['insert', 'find']  | true
                    {db: 'chat', collection: 'rooms'} | ['insert']          | false
                    {db: 'chat', collection: 'users'} | ['find']            | false
                    {db: 'else', collection: 'rooms'} | ['find']            | false
                    {db: 'chat', collection: ''}      | ['find']            | true
                    {db: '', collection: 'rooms'}     | ['find']            | true
                    {db: '', collection: ''}          | ['find']            | true
                    {anyResource: true}               | ['anyAction']       | true
                    {anyResource: true}               | ['insert']          | false
                    {cluster: true}                   | ['find']            | false
                    """)
    void aResourceIsWhatItNamesOrAllWhereItNamesNothing(String resource, String actions, boolean permitted) {
        GrantedPrivileges granted = granted("{ok: 1, authInfo: {authenticatedUsers: [{user: 'u', db: 'admin'}],"
                + " authenticatedUserPrivileges: [{resource: " + resource + ", actions: " + actions + "}]}}");

        assertThat(granted.permit("chat", "rooms", "find")).isEqualTo(permitted);
    }

    @Test
    void aServerWithoutUsersAndOneThatDoesNotTellSayNothing() {
        assertThat(GrantedPrivileges.told(
                        Document.parse("{ok: 1, authInfo: {authenticatedUsers: [], authenticatedUserPrivileges: []}}")))
                .isEmpty();
        assertThat(GrantedPrivileges.told(Document.parse("{ok: 1, authInfo: {authenticatedUsers: [{user: 'u'}]}}")))
                .isEmpty();
        assertThat(GrantedPrivileges.told(Document.parse("{ok: 1}"))).isEmpty();
    }

    private static GrantedPrivileges granted(String status) {
        return GrantedPrivileges.told(Document.parse(status)).orElseThrow();
    }
}
