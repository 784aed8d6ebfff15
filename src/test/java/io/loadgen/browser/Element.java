package io.loadgen.browser;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/**
 * An element of a page, or several, looked for whenever it is used, for a page draws itself anew. What is done to it, or read of it,
 * waits until there is exactly one, and until it can be seen and used by whoever acts.
 */
public final class Element {
    private final Page page;
    private final String what;
    private final Supplier<List<WebElement>> search;

    Element(Page page, String what, Supplier<List<WebElement>> search) {
        this.page = page;
        this.what = what;
        this.search = search;
    }

    /** Of these, those that hold a text, whatever the spaces between its words. */
    public Element with(String text) {
        return new Element(
                page,
                what + " with " + text,
                () -> search.get().stream()
                        .filter(element ->
                                textOf(element).replaceAll("\\s+", " ").contains(text))
                        .toList());
    }

    /** What a CSS selector finds inside of them. */
    public Element find(String selector) {
        return new Element(
                page,
                what + " " + selector,
                () -> search.get().stream()
                        .flatMap(element -> element.findElements(By.cssSelector(selector)).stream())
                        .toList());
    }

    /** Of these, the first one. */
    public Element first() {
        return new Element(
                page, "the first " + what, () -> search.get().stream().limit(1).toList());
    }

    /** Waits until it can be seen. */
    public Element await() {
        page.until(what, () -> only(WebElement::isDisplayed));
        return this;
    }

    public void click() {
        act(WebElement::click);
    }

    /** Types a text in place of the one that is there. */
    public void fill(String text) {
        act(field -> field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text));
    }

    /** Chooses an entry of a list by the value that is sent. */
    public void choose(String value) {
        act(list -> new Select(list).selectByValue(value));
    }

    /** Ticks a box, or takes one of several choices. */
    public void tick() {
        act(box -> {
            if (!box.isSelected()) {
                box.click();
            }
        });
        page.until(what + " is ticked", () -> only(WebElement::isSelected));
    }

    public void focus() {
        page.until(
                what + " can be seen",
                () -> only(element -> {
                    page.evaluate("arguments[0].focus()", element);
                    return element.isDisplayed();
                }));
    }

    private void act(Consumer<WebElement> action) {
        page.until(
                what + " can be used",
                () -> only(element -> {
                    boolean usable = element.isDisplayed()
                            && element.isEnabled()
                            && !"true".equals(element.getDomAttribute("aria-disabled"));
                    if (usable) {
                        action.accept(element);
                    }
                    return usable;
                }));
    }

    /** Its attribute, or null where it has none of the name. */
    public @Nullable String attribute(String name) {
        return read(element -> element.getDomAttribute(name));
    }

    /** All of its text, also what is not seen of it. */
    public String text() {
        return Objects.requireNonNull(read(Element::textOf));
    }

    private <T extends @Nullable Object> T read(Function<WebElement, T> reading) {
        AtomicReference<T> read = new AtomicReference<>();
        page.until(
                what,
                () -> only(element -> {
                    read.set(reading.apply(element));
                    return true;
                }));
        return read.get();
    }

    private boolean only(Predicate<WebElement> holds) {
        List<WebElement> found = search.get();
        return found.size() == 1 && holds.test(found.getFirst());
    }

    /** Whether there is exactly one now, which can be seen. */
    public boolean visible() {
        return only(WebElement::isDisplayed);
    }

    /** How many there are now. */
    public int count() {
        return search.get().size();
    }

    /** The texts of all that there are now. */
    public List<String> texts() {
        return search.get().stream().map(Element::textOf).toList();
    }

    private static String textOf(WebElement element) {
        return Objects.requireNonNull(element.getDomProperty("textContent"));
    }
}
