package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The dialects of JUnit XML that readers hold a report to. */
public final class JunitSchema {
    private static final List<String> DIALECTS = List.of("junit-ant.xsd", "junit-jenkins.xsd");

    private JunitSchema() {}

    /** Fails unless a report is valid in every dialect. */
    public static void assertValid(String xml) {
        for (String dialect : DIALECTS) {
            assertThatCode(() -> schema(dialect).newValidator().validate(new StreamSource(new StringReader(xml))))
                    .as(dialect)
                    .doesNotThrowAnyException();
        }
    }

    private static Schema schema(String dialect) throws SAXException {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(JunitSchema.class.getResource(dialect)));
    }
}
