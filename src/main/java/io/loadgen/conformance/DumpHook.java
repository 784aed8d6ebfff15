package io.loadgen.conformance;
import java.util.*;
import tools.jackson.databind.JsonNode;
public class DumpHook { public static final Map<String, JsonNode> SEEN = new LinkedHashMap<>(); public static final Map<String, JsonNode> FIELDS = new LinkedHashMap<>(); }
