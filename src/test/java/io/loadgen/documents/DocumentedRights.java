package io.loadgen.documents;

import io.loadgen.contract.ContractVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of rights as the documentation has them. */
public final class DocumentedRights {
    private static final Path PAGE = Path.of("docs/reference/chat-contract.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private DocumentedRights() {}

    /** A row on NATS; the subject as it is on a site. */
    public record OnNats(String feature, String right, String subject) {}

    /** A part of a row on MongoDB. */
    public record OnMongo(String feature, String database, String collection, String action) {}

    /** All that is needed on a platform of a version. */
    public static List<OnNats> onNats(ContractVersion version, String site) {
        return rows("### NATS")
                .filter(row -> !row[3].contains("only") || row[3].contains("in " + version + " only"))
                .map(row -> new OnNats(row[1], row[2], onSite(code(row[3]).getFirst(), version, site)))
                .toList();
    }

    private static String onSite(String subject, ContractVersion version, String site) {
        String dashed = version == ContractVersion.C ? subject.replace("ROOMS_", "ROOMS-") : subject;
        return dashed.replace("{site}", site);
    }

    /** All that is needed, in the words of the table. */
    public static List<OnMongo> onMongo() {
        return rows("### MongoDB")
                .flatMap(row -> code(row[3]).stream()
                        .flatMap(collection ->
                                code(row[4]).stream().map(action -> new OnMongo(row[1], row[2], collection, action))))
                .toList();
    }

    /** The cells of each row of the table below a heading, from 1 on. */
    private static Stream<String[]> rows(String heading) {
        return lines().dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("| "))
                .takeWhile(line -> line.startsWith("| "))
                .skip(2)
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new));
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(PAGE).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }
}
