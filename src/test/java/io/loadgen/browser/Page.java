package io.loadgen.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page that a browser shows. Whatever waits does so for a minute at most, and then fails. */
public final class Page implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final RemoteWebDriver driver;
    private final HasCdp devTools;
    private final Path downloads;
    private final PageLog log;

    Page(RemoteWebDriver driver, HasCdp devTools, Path downloads, int width, ColorScheme colors) {
        this.driver = driver;
        this.devTools = devTools;
        this.downloads = downloads;
        size(width, 800);
        send("Emulation.setLocaleOverride", Map.of("locale", "en-GB"));
        inZone("UTC");
        emulate("screen", colors);
        send("Network.clearBrowserCache", Map.of());
        goTo("about:blank");
        this.log = new PageLog(driver);
    }

    /** What is shown from now on is shown to somebody in another time zone. */
    public void inZone(String zone) {
        send("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    /** Goes to an address, and waits until what is there has loaded. */
    public void goTo(String address) {
        driver.get(address);
    }

    /** Opens more tabs with what this one shows, lets something be done while they are there, in sight of this one again, and closes them. */
    public void among(int more, Runnable work) {
        String address = driver.getCurrentUrl();
        String here = driver.getWindowHandle();
        List<String> others = new ArrayList<>();
        try {
            for (int tab = 0; tab < more; tab++) {
                others.add(driver.switchTo().newWindow(WindowType.TAB).getWindowHandle());
                goTo(address);
            }
            driver.switchTo().window(here);
            work.run();
        } finally {
            others.forEach(other -> driver.switchTo().window(other).close());
            driver.switchTo().window(here);
        }
    }

    /** Shows a document instead of the one that is there. */
    public void show(String html) {
        evaluate("document.open(); document.write(arguments[0]); document.close();", html);
        until("the document has loaded", () -> "complete".equals(evaluate("return document.readyState")));
    }

    /** Shows the page as it is printed. */
    public void emulatePrint() {
        emulate("print", ColorScheme.LIGHT);
    }

    private void emulate(String media, ColorScheme colors) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        media,
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        colors.name().toLowerCase(Locale.ROOT)),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    private void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private Map<String, Object> send(String command, Map<String, Object> parameters) {
        return devTools.executeCdpCommand(command, parameters);
    }

    /**
     * What the body of a function {@code return}s, or what its promise comes to: text, a whole number as a {@code Long}, another one
     * as a {@code Double}, a list. The policy of the page does not apply to it.
     */
    public @Nullable Object evaluate(String body, Object... arguments) {
        return driver.executeScript(body, arguments);
    }

    /** A number that the body of a function returns, without its fraction. */
    public long number(String body) {
        return ((Number) Objects.requireNonNull(evaluate(body))).longValue();
    }

    /** What a CSS selector finds. */
    public Element find(String selector) {
        return new Element(this, selector, () -> driver.findElements(By.cssSelector(selector)));
    }

    public Element button(String name) {
        return named("button", "button, [role=button]", name);
    }

    public Element link(String name) {
        return named("link", "a, [role=link]", name);
    }

    /** What is seen of a role under the name that a screen reader reads out. */
    private Element named(String role, String selector, String name) {
        return new Element(
                this,
                role + " " + name,
                () -> driver.findElements(By.cssSelector(selector)).stream()
                        .filter(WebElement::isDisplayed)
                        .filter(element ->
                                name.equals(element.getAccessibleName()) && role.equals(element.getAriaRole()))
                        .toList());
    }

    public void press(CharSequence key) {
        new Actions(driver).sendKeys(key).perform();
    }

    public void press(Keys modifier, CharSequence key) {
        new Actions(driver).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
    }

    /** Waits until something holds; what is drawn anew while it is looked at is looked at again. */
    public void until(String what, BooleanSupplier holds) {
        new WebDriverWait(driver, PATIENCE, OFTEN)
                .withMessage(what)
                .ignoring(StaleElementReferenceException.class, ElementNotInteractableException.class)
                .until(any -> holds.getAsBoolean());
    }

    /** Waits for a file, of which there is one at most in the life of a browser, and reads it. */
    public String downloaded() {
        until("a file has been downloaded", () -> !complete().isEmpty());
        try {
            return Files.readString(complete().getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The browser writes to another name, and renames the file over the empty one that holds its place. */
    private List<Path> complete() {
        File[] files = downloads
                .toFile()
                .listFiles(file -> !file.getName().startsWith(".")
                        && !file.getName().endsWith(".crdownload")
                        && file.length() > 0);
        return Stream.of(Objects.requireNonNull(files)).map(File::toPath).toList();
    }

    /** Takes a picture of what is seen, or of all there is, as a PNG file. */
    public void picture(Path file, boolean wholePage) {
        save(
                file,
                send(
                        "Page.captureScreenshot",
                        wholePage ? Map.of("captureBeyondViewport", true, "clip", all()) : Map.of()));
    }

    private Map<String, Object> all() {
        Map<?, ?> size = (Map<?, ?>)
                Objects.requireNonNull(send("Page.getLayoutMetrics", Map.of()).get("cssContentSize"));
        return Map.of(
                "x",
                0,
                "y",
                0,
                "scale",
                1,
                "width",
                Objects.requireNonNull(size.get("width")),
                "height",
                Objects.requireNonNull(size.get("height")));
    }

    /** Prints it to a PDF file. */
    public void print(Path file) {
        save(file, send("Page.printToPDF", Map.of()));
    }

    private static void save(Path file, Map<String, Object> answer) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PageLog log() {
        return log;
    }

    /** Leaves it, so that nothing of it goes on. */
    @Override
    public void close() {
        goTo("about:blank");
    }
}
