package io.loadgen.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** How a format is chosen among those that something is offered in. */
final class Formats {
    /** One of them; constants are in the order of preference. */
    interface Format {
        /** Its name in {@code ?format=}. */
        String symbol();

        /** What it is to HTTP. */
        MediaType mediaType();
    }

    private Formats() {}

    /** The format of a name, as in {@code ?format=}. */
    static <F extends Format> F named(F[] offered, String name) {
        return Arrays.stream(offered)
                .filter(format -> format.symbol().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_FIELD.at(
                        "format",
                        name,
                        "one of " + Arrays.stream(offered).map(Format::symbol).collect(Collectors.joining(", ")))));
    }

    /** The format that an {@code Accept} header prefers. */
    static <F extends Format> F accepted(F[] offered, String accept) {
        return preferred(offered, accept).stream()
                .filter(type -> type.getQualityValue() > 0)
                .flatMap(type -> Arrays.stream(offered).filter(format -> type.includes(format.mediaType())))
                .findFirst()
                .orElseThrow(() -> notAcceptable(offered, accept));
    }

    private static List<MediaType> preferred(Format[] offered, String accept) {
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            wanted.sort(Comparator.comparingDouble(MediaType::getQualityValue).reversed());
            return wanted;
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable(offered, accept);
        }
    }

    private static ProblemException notAcceptable(Format[] offered, String accept) {
        return new ProblemException(ProblemType.NOT_ACCEPTABLE.at(
                "Accept",
                accept,
                Arrays.stream(offered)
                        .map(format -> format.mediaType().getType() + "/"
                                + format.mediaType().getSubtype())
                        .distinct()
                        .collect(Collectors.joining(", "))));
    }
}
