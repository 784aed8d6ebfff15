package io.loadgen.nats;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractUnknownException;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.time.NanoClock;
import java.util.List;
import java.util.function.Function;

/**
 * The chat platform over NATS.
 *
 * <p>Any thread.
 */
public final class NatsChatPlatform implements ChatPlatform {
    private final NatsLink link;
    private final ContractProvider contracts;
    private final NanoClock clock;
    private final OtherSite otherSite;

    /**
     * Binds the platform to a connection; nobody listens at another site.
     *
     * @param link the connection, its owner's to close
     * @param contracts tells the contract that names the subjects and streams
     * @param clock stamps signals as they come
     */
    public NatsChatPlatform(NatsLink link, ContractProvider contracts, NanoClock clock) {
        this(link, contracts, clock, OtherSite.NONE);
    }

    /**
     * Binds the platform to a connection.
     *
     * @param link the connection, its owner's to close
     * @param contracts tells the contract that names the subjects and streams
     * @param clock stamps signals as they come
     * @param otherSite where sessions listen for what arrives, its owner's to close
     */
    public NatsChatPlatform(NatsLink link, ContractProvider contracts, NanoClock clock, OtherSite otherSite) {
        this.otherSite = otherSite;
        this.link = link;
        this.contracts = contracts;
        this.clock = clock;
    }

    @Override
    public boolean hearsArrivalsAt(String site) {
        return otherSite.link(site).isPresent();
    }

    @Override
    public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener)
            throws InjectionException {
        ChatContract contract = contract();
        NatsChatSession session =
                subscribed(contract, replies -> SessionRoute.ofPlatform(contract, options, targets), options, listener);
        try {
            hearArrivals(session, contract, options);
            return session;
        } catch (InjectionException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    private void hearArrivals(NatsChatSession session, ChatContract contract, SessionOptions options)
            throws InjectionException {
        String site = options.otherSite().orElse("");
        NatsLink there = otherSite.link(site).orElse(null);
        if (there != null) {
            session.hearArrivals(
                    there,
                    contract.crossSiteArrival(site)
                            .orElseThrow(() -> new InjectionException(
                                    "contract " + contract.version() + " does not say where messages arrive at another"
                                            + " site: leave loadgen.other-site.nats-url empty",
                                    null)));
        }
    }

    @Override
    public ChatSession echo(SessionOptions options, List<AddTarget> targets, SignalListener listener)
            throws InjectionException {
        ChatContract contract = contract();
        return subscribed(
                contract, replies -> SessionRoute.ofOurselves(contract, options, targets, replies), options, listener);
    }

    private NatsChatSession subscribed(
            ChatContract contract,
            Function<ReplySubjects, SessionRoute> route,
            SessionOptions options,
            SignalListener listener)
            throws InjectionException {
        NatsChatSession session = new NatsChatSession(link, contract, route, clock, listener);
        try {
            session.subscribe(options.mode());
            return session;
        } catch (InjectionException | RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    private ChatContract contract() throws InjectionException {
        try {
            return contracts.current();
        } catch (ContractUnknownException unknown) {
            throw new InjectionException(String.valueOf(unknown.getMessage()), unknown);
        }
    }

    @Override
    public BacklogSample backlog() throws InjectionException {
        String stream = contract().roomsStream();
        return WorkerConsumer.backlog(stream, WorkerConsumer.info(link, stream));
    }
}
