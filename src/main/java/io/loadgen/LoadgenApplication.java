package io.loadgen;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service: waits for requests to seed fixtures and to start, stop and report runs. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LoadgenApplication {
    /**
     * Starts the service.
     *
     * @param args Spring Boot's command line
     */
    public static void main(String[] args) {
        SpringApplication.run(LoadgenApplication.class, args);
    }
}
