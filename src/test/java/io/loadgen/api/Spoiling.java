package io.loadgen.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Ways in which what is right becomes what is nearly right. Stateless; any thread. */
final class Spoiling {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MANY = 3_000;

    /** As they are written: not all of them are JSON. */
    private static final String[] NUMBERS = {
        "-1",
        "0",
        "1",
        "-0.0",
        "0.5",
        "1e-400",
        "1e308",
        "-1e308",
        "1e999",
        "NaN",
        "Infinity",
        "-Infinity",
        "0x10",
        "+1",
        "00",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "1" + "0".repeat(400)
    };

    private static final String[] TEXTS = {
        "", " ", "null", "\u0000", "\u202e", "\ufeff", "\uD83D\uDE00", "\u00fcber", "a\nb", "${jndi:x}", "{{7*7}}",
        "../../etc", "0s", "-5s", "PT-1S", "P", "PT", "P1Y", "1e9s", "999999999h", "9999999999h",
                "PT9223372036854775807S",
        "999999999s999999999ms", "members-small-42", "latest", "'\"<>", "x".repeat(MANY)
    };

    private Spoiling() {}

    static String number(SplittableRandom random) {
        return pick(NUMBERS, random);
    }

    static String text(SplittableRandom random) {
        return pick(TEXTS, random);
    }

    static <T> T pick(T[] among, SplittableRandom random) {
        return among[random.nextInt(among.length)];
    }

    /** The body with one of its fields, at any depth, or all of it spoilt. */
    static byte[] body(JsonNode right, SplittableRandom random) {
        JsonNode tree = right.deepCopy();
        List<ObjectNode> objects = new ArrayList<>();
        collect(tree, objects);
        if (objects.isEmpty() || random.nextInt(8) == 0) {
            return whole(tree, random);
        }
        int ways = random.nextInt(1, 3);
        for (int way = 0; way < ways; way++) {
            field(objects.get(random.nextInt(objects.size())), random);
        }
        return bytes(tree);
    }

    static byte[] bytes(JsonNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode tree, List<ObjectNode> into) {
        if (tree instanceof ObjectNode fields && !fields.isEmpty()) {
            into.add(fields);
        }
        tree.valueStream().forEach(inner -> collect(inner, into));
    }

    private static void field(ObjectNode fields, SplittableRandom random) {
        List<String> names = fields.propertyNames().stream().toList();
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(12)) {
            case 0 -> fields.remove(name);
            case 1 -> fields.putNull(name);
            case 2, 3 -> fields.set(name, raw(number(random)));
            case 4, 5 -> fields.put(name, text(random));
            case 6 -> fields.put(name, random.nextBoolean());
            case 7 -> fields.set(name, NODES.arrayNode().add(fields.get(name)).add(1));
            case 8 -> fields.set(name, NODES.objectNode().set("a", fields.get(name)));
            case 9 -> fields.set(name, raw(deep(random)));
            case 10 -> fields.set(name + random.nextInt(10), fields.get(name));
            // Said twice: the other value follows the first.
            default ->
                fields.set(name, raw(fields.get(name) + ",\"" + name + "\":" + (random.nextBoolean() ? "1" : "\"b\"")));
        }
    }

    /** Half a surrogate cannot be written as a text of Java is, but can be sent. */
    private static byte[] whole(JsonNode tree, SplittableRandom random) {
        byte[] right = bytes(tree);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(right, random.nextInt(right.length));
            case 1 -> tree.toString().getBytes(StandardCharsets.UTF_16);
            case 2 -> noise(random);
            case 3 -> deep(random).getBytes(StandardCharsets.UTF_8);
            case 4 ->
                pick(new String[] {"", "null", "[]", "{}", "1", "\"\"", "{\"\":{}}", "\ufeff{}"}, random)
                        .getBytes(StandardCharsets.UTF_8);
            case 5 -> "{\"type\":\"\\ud800\",\"fixture\":\"\\udc00\\u0000\"}".getBytes(StandardCharsets.UTF_8);
            case 6 -> ("[" + tree + "]").getBytes(StandardCharsets.UTF_8);
            default ->
                ("{\"type\":\"sustained\",\"fixture\":\"" + "z".repeat(random.nextInt(12) == 0 ? 1_200_000 : 30_000)
                                + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        };
    }

    private static JsonNode raw(String text) {
        return NODES.rawValueNode(new RawValue(text));
    }

    private static String deep(SplittableRandom random) {
        int depth = random.nextInt(20, MANY);
        boolean array = random.nextBoolean();
        return (array ? "[" : "{\"slo\":").repeat(depth)
                + 1
                + (array ? "]" : "}").repeat(random.nextBoolean() ? depth : 0);
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(1, 300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
