package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published schemas, made strict: a field that a schema does not name is an error here, though not for its readers. */
public final class Schema {
    private final com.networknt.schema.Schema schema;

    private Schema(String published) {
        JsonNode strict = JsonMapper.shared().readTree(published);
        close(strict);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(strict.toString(), InputFormat.JSON);
    }

    /** The schema of a report. */
    public static Schema ofReport() {
        return new Schema(ReportSchema.report());
    }

    public void assertValid(String json) {
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Schema::close);
    }
}
