package io.loadgen.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.logging.LogEntry;

/** A visit to the web page of a service, and everything that went wrong in the browser meanwhile. */
public final class Visit implements AutoCloseable {
    /** How the browser reports every answer that is not a success, also one that the page deals with. */
    private static final Pattern ANSWER = Pattern.compile("\\S+ - Failed to load resource: .*");

    private static final Path PICTURES = Path.of("target", "pages");

    /** Where pictures for the documents go when they are asked for by this property. */
    private static final String ASKED = System.getProperty("loadgen.screenshots", PICTURES.toString());

    private final String address;
    private final Page page;

    /** Opens an empty page, to visit an address such as {@code http://localhost:8080}. */
    public Visit(Chromium chromium, String address, int width, ColorScheme colors) {
        this.address = address;
        this.page = chromium.open(width, colors);
    }

    public Page page() {
        return page;
    }

    /** Goes to a view by its address, such as {@code #/history}, and waits until it has its heading. */
    public Visit to(String view) {
        page.goTo("about:blank");
        page.goTo(address + "/" + view);
        page.find("main h1").await();
        return this;
    }

    public Element button(String name) {
        return page.button(name);
    }

    public Element link(String name) {
        return page.link(name);
    }

    public Element field(String name) {
        return page.find("[name='" + name + "']");
    }

    /** Waits for the first element with a text to be seen. */
    public Element await(String selector, String text) {
        return page.find(selector).with(text).first().await();
    }

    /** Takes a picture of what is seen, or of all there is. */
    public void picture(String name, boolean wholePage) {
        page.picture(Path.of(ASKED).resolve(name + ".png"), wholePage);
    }

    /** A picture to be looked at after a test, never one of the documents. */
    public void snapshot(String name) {
        page.picture(PICTURES.resolve(name + ".png"), true);
    }

    public void assertNothingWentWrong() {
        Stream<String> complaints = page.log().messages().stream()
                .filter(message -> message.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !ANSWER.matcher(message).matches());
        Stream<String> strangers = page.log().requests().stream()
                .filter(url -> !url.startsWith(address) && !url.startsWith("blob:"))
                .map(url -> "asks for " + url);
        assertThat(Stream.concat(complaints, strangers))
                .as("what the browser complained of")
                .isEmpty();
    }

    @Override
    public void close() {
        page.close();
    }
}
