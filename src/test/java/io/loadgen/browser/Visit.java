package io.loadgen.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A visit to the web page of a service, and everything that went wrong in the browser meanwhile. */
public final class Visit implements AutoCloseable {
    /** How the browser reports every answer that is not a success, also one that the page deals with. */
    private static final String ANSWER = "Failed to load resource";

    private static final Path PICTURES = Path.of("target", "pages");

    /** Where pictures for the documents go when they are asked for by this property. */
    private static final String ASKED = System.getProperty("loadgen.screenshots", PICTURES.toString());

    private final String address;
    private final BrowserContext context;
    private final Page page;
    private final List<String> troubles = new ArrayList<>();

    /** Opens the page at an address such as {@code http://localhost:8080}. */
    public Visit(Chromium chromium, String address, int width, ColorScheme colors) {
        this.address = address;
        this.context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 800)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC")
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setColorScheme(colors));
        context.setDefaultTimeout(60_000);
        this.page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(error -> troubles.add("error " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(address) && !request.url().startsWith("blob:")) {
                troubles.add("asks for " + request.url());
            }
        });
    }

    private void note(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type())
                && !message.text().startsWith(ANSWER)) {
            troubles.add(message.type() + " " + message.text());
        }
    }

    public Page page() {
        return page;
    }

    /** Goes to a view by its address, such as {@code #/history}, and waits until it has its heading. */
    public Visit to(String view) {
        page.navigate("about:blank");
        page.navigate(address + "/" + view);
        page.locator("main h1").waitFor();
        return this;
    }

    public Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    public Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    public Locator field(String name) {
        return page.locator("[name='" + name + "']");
    }

    /** Waits for an element with a text. */
    public Locator await(String selector, String text) {
        Locator found = page.locator(selector, new Page.LocatorOptions().setHasText(text))
                .first();
        found.waitFor();
        return found;
    }

    /** Takes a picture of what is seen, or of all there is. */
    public void picture(String name, boolean wholePage) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(wholePage)
                .setPath(Path.of(ASKED).resolve(name + ".png")));
    }

    /** A picture to be looked at after a test, never one of the documents. */
    public void snapshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }

    public void assertNothingWentWrong() {
        assertThat(troubles).as("what the browser complained of").isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
