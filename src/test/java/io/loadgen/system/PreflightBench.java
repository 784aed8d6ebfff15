package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.result.PreflightReport;
import io.loadgen.sandbox.SimulatorSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** A platform with a small fixture set on which traps are set, and the preflight that is to see them. */
final class PreflightBench implements AutoCloseable {
    static final FixtureSpec FIXTURE = new FixtureSpec("preflight", 42, "site-local", 3, 2, 20, 60, 10);

    final Laboratory laboratory;
    final FixturePlan plan;
    final MongoDatabase database;
    final Connection nats;
    private final MongoClient mongo;

    PreflightBench(ContractVersion version) throws Exception {
        laboratory = Laboratory.withProbes(SimulatorSettings.of(version));
        plan = laboratory.seed(FIXTURE);
        mongo = MongoClients.create(laboratory.sandbox().mongoUri());
        database = mongo.getDatabase(laboratory.sandbox().settings().database());
        nats = Nats.connect(laboratory.sandbox().natsUrl());
    }

    JetStreamManagement streams() throws Exception {
        return nats.jetStreamManagement();
    }

    MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    PreflightReport check(InjectMode inject, boolean probe) throws Exception {
        RemainingCandidates remaining = laboratory.remaining(plan);
        return laboratory
                .preflight()
                .check(
                        new PreflightRequest(
                                Optional.of(new FixtureUse(plan, remaining)),
                                inject,
                                ShapeMix.users(),
                                10,
                                Optional.of(probe)),
                        () -> false);
    }

    /** A look at the platform alone. */
    PreflightReport check(IndexPolicy indexes) throws Exception {
        return laboratory
                .preflight()
                .check(
                        new PreflightRequest(
                                Optional.empty(),
                                InjectMode.FRONTDOOR,
                                ShapeMix.users(),
                                10,
                                Optional.of(false),
                                indexes),
                        () -> false);
    }

    static PreflightCheck named(PreflightReport report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + report.checks()));
    }

    static void passes(PreflightReport report) {
        assertThat(report.with(CheckStatus.FAIL)).as("failed checks").isEmpty();
        assertThat(report.with(CheckStatus.WARN)).as("warnings").isEmpty();
    }

    /** A hash of all documents by collection. */
    Map<String, String> fingerprint() throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : database.listCollectionNames()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RawBsonDocument document :
                    database.getCollection(name, RawBsonDocument.class).find().sort(new Document("_id", 1))) {
                digest.update(document.getByteBuffer().asNIO());
            }
            hashes.put(name, HexFormat.of().formatHex(digest.digest()));
        }
        return hashes;
    }

    @Override
    public void close() {
        try {
            nats.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        mongo.close();
        laboratory.close();
    }
}
