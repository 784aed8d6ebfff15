# syntax=docker/dockerfile:1

# Name digests here for a build that can be repeated to the byte.
ARG JDK_IMAGE=eclipse-temurin:25-jdk-noble
ARG JRE_IMAGE=eclipse-temurin:25-jre-noble
# Its server is there while the cache is trained, and not in the image.
ARG NATS_IMAGE=nats:2.11
# Seconds since 1970; of every file that ends in the image. The default is project.build.outputTimestamp of pom.xml.
ARG SOURCE_DATE_EPOCH=1795392000

FROM ${JDK_IMAGE} AS build
ARG SOURCE_DATE_EPOCH
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
# Formatting and tests are the business of "./mvnw verify"; the compiler's checks are not left out.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dspotless.check.skip=true package
RUN java -Djarmode=tools -jar target/loadgen-*.jar extract --layers --destination layers --application-filename loadgen.jar \
    && mkdir -p layers/tools \
    && cp src/main/docker/http-get src/main/docker/jvm.options layers/tools/ \
    && chmod 0755 layers/tools/http-get \
    && find layers -exec touch --no-dereference --date="@${SOURCE_DATE_EPOCH}" {} +
# The sandbox, for the training of the cache: beside the jar, never in it.
COPY src/sandbox src/sandbox
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -DskipTests -Dspotless.check.skip=true test-compile \
        dependency:copy-dependencies -DincludeScope=test -DoutputDirectory=target/training

FROM ${NATS_IMAGE} AS nats

FROM ${JRE_IMAGE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="loadgen" \
      org.opencontainers.image.description="Load-tests adding members to a room of a chat platform, over NATS" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
# From what changes least to what changes most.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/tools/ ./
COPY --from=build /build/layers/application/ ./
# The service starts and loads the sandbox as a user would, and what the JVM learned by that is kept. Here, since a cache is for the JVM,
# the path and the time of the jar that it was made with. Nothing that is mounted stays.
RUN --mount=type=bind,from=build,source=/build/target,target=/training \
    --mount=type=bind,from=nats,source=/nats-server,target=/usr/local/bin/nats-server \
    --mount=type=tmpfs,target=/tmp \
    java -Xmx512m -cp "/training/test-classes:/training/classes:/training/training/*" io.loadgen.sandbox.CacheTraining \
        java @/app/jvm.options -XX:AOTCacheOutput=/app/loadgen.aot -jar /app/loadgen.jar \
    && chmod 0444 /app/loadgen.aot
# A number, so that Kubernetes can see that it is not root. Everything above is root's: the service may read it, not change it.
USER 10001:10001
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/app/http-get", "http://127.0.0.1:9090/actuator/health/liveness"]
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/app/loadgen.aot", "-jar", "/app/loadgen.jar"]
