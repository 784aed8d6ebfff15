package io.loadgen.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.contract.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A member as contract C names it in a member event: a person or an org. Empty fields are left out.
 *
 * <p>Immutable; any thread. Source: chat contract §13.3.
 *
 * @param id the user id or the org id
 * @param type {@code individual} or {@code org}
 * @param account the account of a person
 * @param engName the English name of a person
 * @param chineseName the Chinese name of a person
 * @param sectName the section of a person
 * @param employeeId the number of a person
 * @param orgName the name of an org, or its id where it has none
 * @param orgCode the code of an org
 * @param memberCount how many users an org has; null for a person
 * @param orgDescription what an org is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventMember(
        String id,
        String type,
        String account,
        String engName,
        String chineseName,
        String sectName,
        String employeeId,
        String orgName,
        String orgCode,
        @Nullable Integer memberCount,
        String orgDescription) {
    /** Absent strings are empty. */
    public EventMember {
        id = JsonText.orEmpty(id);
        type = JsonText.orEmpty(type);
        account = JsonText.orEmpty(account);
        engName = JsonText.orEmpty(engName);
        chineseName = JsonText.orEmpty(chineseName);
        sectName = JsonText.orEmpty(sectName);
        employeeId = JsonText.orEmpty(employeeId);
        orgName = JsonText.orEmpty(orgName);
        orgCode = JsonText.orEmpty(orgCode);
        orgDescription = JsonText.orEmpty(orgDescription);
    }

    /**
     * A person.
     *
     * @param id the user id
     * @param account the account
     * @param engName the English name, or empty
     * @param chineseName the Chinese name, or empty
     * @param sectName the section, or empty
     * @param employeeId the number, or empty
     * @return the member
     */
    public static EventMember individual(
            String id, String account, String engName, String chineseName, String sectName, String employeeId) {
        return new EventMember(id, "individual", account, engName, chineseName, sectName, employeeId, "", "", null, "");
    }

    /**
     * An org. One without a name goes by its id.
     *
     * @param id the org id
     * @param name its name, which is its code as well, or empty
     * @param description what it is, or empty
     * @param memberCount how many users it has
     * @return the member
     */
    public static EventMember org(String id, String name, String description, int memberCount) {
        String shown = name.isEmpty() ? id : name;
        return new EventMember(id, "org", "", "", "", "", "", shown, name, memberCount, description);
    }
}
