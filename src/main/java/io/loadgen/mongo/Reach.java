package io.loadgen.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import io.loadgen.fixtures.DatabaseRefusesException;
import io.loadgen.fixtures.DatabaseUnreachableException;
import java.util.function.Supplier;
import org.bson.BsonMaximumSizeExceededException;

/**
 * Keeps the driver's exceptions in: that no server can be used, and what a server refuses, is told in the words of the ports. What
 * nobody foresaw goes on as it is. Stateless; any thread.
 */
final class Reach {
    private static final String PRIMARY =
            "MongoDB's server takes no writes: it is no primary, or comes up or goes down; let"
                    + " loadgen.mongo.uri (MONGO_URI) name the replica set and more than one of its servers";
    private static final String CREDENTIALS =
            "MongoDB refuses the credentials: check loadgen.mongo.username (MONGO_USERNAME),"
                    + " loadgen.mongo.password (MONGO_PASSWORD), and authSource in loadgen.mongo.uri (MONGO_URI)";
    private static final String TIME =
            "MongoDB did not do it, or did not confirm it, within its time: is the majority of the"
                    + " replica set of loadgen.mongo.uri (MONGO_URI) up, and not overloaded?";
    private static final String SIZE =
            "a document would be larger than MongoDB takes: ask for fewer rooms, members or candidates";
    private static final String DISK = "MongoDB's server has no disk space left";

    private Reach() {}

    static <T> T reaching(Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoTimeoutException | MongoSocketException e) {
            throw new DatabaseUnreachableException(String.valueOf(e.getMessage()), e);
        } catch (MongoException e) {
            throw told(e);
        } catch (BsonMaximumSizeExceededException e) {
            throw new DatabaseRefusesException(SIZE, e);
        }
    }

    static void reaching(Runnable call) {
        reaching(() -> {
            call.run();
            return true;
        });
    }

    private static RuntimeException told(MongoException e) {
        return switch (e) {
            case MongoSecurityException refused -> new DatabaseRefusesException(CREDENTIALS, refused);
            case MongoNotPrimaryException secondary -> new DatabaseRefusesException(PRIMARY, secondary);
            case MongoNodeIsRecoveringException recovering -> new DatabaseRefusesException(PRIMARY, recovering);
            case MongoExecutionTimeoutException late -> new DatabaseRefusesException(TIME, late);
            case MongoWriteConcernException unconfirmed -> new DatabaseRefusesException(TIME, unconfirmed);
            default -> byCode(e);
        };
    }

    /** Codes of the server, as its list of errors has them. */
    private static RuntimeException byCode(MongoException e) {
        return switch (e.getCode()) {
            case 13 -> new DatabaseRefusesException(rights(e), e);
            case 18 -> new DatabaseRefusesException(CREDENTIALS, e);
            case 10_107, 13_435, 13_436, 189, 91, 11_600, 11_602 -> new DatabaseRefusesException(PRIMARY, e);
            case 50, 64, 100, 202, 262 -> new DatabaseRefusesException(TIME, e);
            case 10_334, 17_419, 17_420 -> new DatabaseRefusesException(SIZE, e);
            case 14_031 -> new DatabaseRefusesException(DISK, e);
            default -> e;
        };
    }

    private static String rights(MongoException e) {
        return "MongoDB does not let the user of loadgen.mongo.username (MONGO_USERNAME) do "
                + Unauthorized.of(e).map(Unauthorized::toString).orElse("this")
                + ": grant it, or readWrite on loadgen.mongo.database and on loadgen.mongo.own-database";
    }
}
