package io.loadgen.sandbox;

import io.loadgen.contract.ContractVersion;
import java.util.List;
import java.util.regex.Pattern;

/**
 * In what one version of the platform behaves differently from another; the steps themselves are in the services. A further
 * version is a further implementation, and so is a test's platform that differs from its contract.
 *
 * <p>Immutable; any thread. Source: chat contract §3 to §7, §13.
 */
non-sealed interface PlatformRules extends ServiceRules, WorkerRules {
    Pattern BOT = Pattern.compile("\\.bot$|^p_");

    static PlatformRules of(ContractVersion version) {
        return switch (version) {
            case A -> new RulesA();
            case B -> new RulesB();
            case C -> new RulesC();
        };
    }

    /** Whether an account is a bot's, which expansion leaves out. */
    @Override
    default boolean isBot(String account) {
        return BOT.matcher(account).find();
    }

    /** The fields of a users document that make it one of an org. */
    @Override
    List<String> orgFields();
}
