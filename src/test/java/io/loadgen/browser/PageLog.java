package io.loadgen.browser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.RemoteWebDriver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser said in its console, and what it asked for, since its page was opened. */
public final class PageLog {
    private static final JsonMapper JSON = new JsonMapper();

    private final RemoteWebDriver driver;
    private final List<LogEntry> messages = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<String, Map<String, String>> answers = new HashMap<>();

    PageLog(RemoteWebDriver driver) {
        this.driver = driver;
        // What came before, of the page that was open until then, is nothing of this one.
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
    }

    /** What the page wrote, what it did not catch, and what the browser complained of. */
    public List<LogEntry> messages() {
        driver.manage().logs().get(LogType.BROWSER).forEach(messages::add);
        return messages;
    }

    /** The addresses that were asked for, in their order. */
    public List<String> requests() {
        readNetwork();
        return requests;
    }

    /** The headers of the last answer from an address; their names in any case. */
    public Map<String, String> headers(String address) {
        readNetwork();
        Map<String, String> headers = answers.get(address);
        if (headers == null) {
            throw new NoSuchElementException("no answer from " + address);
        }
        return headers;
    }

    private void readNetwork() {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode event = JSON.readTree(entry.getMessage()).required("message");
            JsonNode what = event.required("params");
            switch (event.required("method").asString()) {
                case "Network.requestWillBeSent" ->
                    requests.add(what.required("request").required("url").asString());
                case "Network.responseReceived" -> note(what.required("response"));
                default -> {}
            }
        }
    }

    private void note(JsonNode response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.required("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        answers.put(response.required("url").asString(), headers);
    }
}
