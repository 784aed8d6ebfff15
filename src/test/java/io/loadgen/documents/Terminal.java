package io.loadgen.documents;

import io.loadgen.deployment.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A folder with a shell, in which the commands of one document are run, one block after the other, as in one terminal. */
final class Terminal {
    private static final List<String> PROGRAMS =
            List.of("stand-in", "curl", "java", "mvnw", "docker", "helm", "kubectl", "openssl");

    private final Path folder;
    private final Path bin;
    private final Path sandboxes;
    private final Map<String, String> environment = new HashMap<>();

    Terminal(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        bin = this.folder.resolve("bin");
        sandboxes = this.folder.resolve("sandboxes");
        Files.createDirectories(bin);
        for (String program : PROGRAMS) {
            try (InputStream text = Objects.requireNonNull(Terminal.class.getResourceAsStream("bin/" + program))) {
                Path copy = bin.resolve(program);
                Files.copy(text, copy, StandardCopyOption.REPLACE_EXISTING);
                if (!copy.toFile().setExecutable(true)) {
                    throw new IOException(copy + " cannot be made a program");
                }
            }
        }
        Path root = Path.of("").toAbsolutePath();
        link("helm", root.resolve("helm"));
        link("mvnw", bin.resolve("mvnw"));
        // What a reader has: values of the least kind, and a file of credentials.
        Files.copy(
                root.resolve("helm/loadgen/ci/minimal-values.yaml"),
                this.folder.resolve("my-values.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(this.folder.resolve("backend.creds"), "a secret\n");
        Files.writeString(sandboxes, "");
        set("LOADGEN_ROOT", root.toString());
        set("LOADGEN_BIN", bin.toString());
        set("LOADGEN_SANDBOXES", sandboxes.toString());
        set("LOADGEN_VARIABLES", this.folder.resolve("variables").toString());
        set("PATH", bin + ":" + System.getenv("PATH"));
    }

    private void link(String name, Path target) throws IOException {
        Path link = folder.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Runs all blocks; those of YAML that name a file are written to it. */
    Program.Outcome run(String document, List<Fence> fences) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("""
                set -eEuo pipefail
                trap 'echo "FAILED: $LOADGEN_BLOCK: $BASH_COMMAND" >&2' ERR
                export LOADGEN_BLOCK= LOADGEN_STAND_IN=
                env -0 | cut -z -d = -f 1 | tr '\\0' '\\n' > "$LOADGEN_VARIABLES"
                """);
        for (Fence fence : fences) {
            if (fence.isShell()) {
                script.append("LOADGEN_BLOCK=%s:%d LOADGEN_STAND_IN=%s%n"
                        .formatted(
                                document,
                                fence.line(),
                                fence.standIn().map(StandIn::label).orElse("")));
                script.append("echo \"# $LOADGEN_BLOCK\"\n");
                fence.fixture().ifPresent(set -> script.append(seeding(set)));
                script.append(fence.text());
            }
            Optional<String> name = fence.file();
            if (name.isPresent()) {
                Files.writeString(folder.resolve(name.get()), fence.text());
            }
        }
        Path file = folder.resolve("script.sh");
        Files.writeString(file, script);
        return Program.run(folder, List.of("bash", file.toString()), environment);
    }

    /** In the words of the documents, so that it is waited for like theirs. */
    private static String seeding(String set) {
        int dash = set.lastIndexOf('-');
        return """
                curl -i http://127.0.0.1:8080/api/v1/fixtures -H 'Content-Type: application/json' \\
                  -d '{"preset": "%s", "seed": %s}'
                """.formatted(set.substring(0, dash), set.substring(dash + 1));
    }

    /** Arguments of the sandboxes that were to be started. */
    List<List<String>> sandboxes() throws IOException {
        List<List<String>> arguments = new ArrayList<>();
        for (String line : Files.readAllLines(sandboxes)) {
            arguments.add(List.of(line.split(" ", -1)));
        }
        return arguments;
    }
}
