package io.loadgen;

import io.loadgen.cli.ContractCommand;
import io.loadgen.cli.ExitCode;
import io.loadgen.cli.OneShot;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The service: waits for requests to seed fixtures and to start, stop and report runs. With the command {@code run} it carries one
 * run out and ends; with {@code contract} it checks the platform's contract and ends.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LoadgenApplication {
    /**
     * Starts the service, or carries the command out.
     *
     * @param args Spring Boot's command line; or {@code run} or {@code contract} and its options
     */
    @SuppressWarnings("SystemOut") // what a command says to whoever typed it
    public static void main(String[] args) {
        if (args.length == 0 || args[0].startsWith("-")) {
            SpringApplication.run(LoadgenApplication.class, args);
        } else if (args[0].equals(OneShot.COMMAND)) {
            System.exit(new OneShot(System.out, System.err).run(options(args)).number());
        } else if (args[0].equals(ContractCommand.COMMAND)) {
            System.exit(new ContractCommand(System.out, System.err)
                    .run(options(args))
                    .number());
        } else {
            System.err.println("There is no command " + args[0] + "; accepted are " + OneShot.COMMAND + " and "
                    + ContractCommand.COMMAND + ", or options alone for the service");
            System.exit(ExitCode.USAGE.number());
        }
    }

    private static List<String> options(String[] args) {
        return List.of(args).subList(1, args.length);
    }
}
