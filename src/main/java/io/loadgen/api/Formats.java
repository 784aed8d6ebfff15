package io.loadgen.api;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import io.loadgen.report.Format;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** How a request chooses among the formats that something is offered in. */
final class Formats {
    private Formats() {}

    /** The format of a name, as in {@code ?format=}; without a name the one that an {@code Accept} header prefers. */
    static <F extends Format> F chosen(List<F> offered, @Nullable String name, String accept) {
        return name == null ? accepted(offered, accept) : Format.named(offered, name);
    }

    private static <F extends Format> F accepted(List<F> offered, String accept) {
        return preferred(offered, accept).stream()
                .filter(type -> type.getQualityValue() > 0)
                .flatMap(type -> offered.stream().filter(format -> type.includes(mediaType(format))))
                .findFirst()
                .orElseThrow(() -> notAcceptable(offered, accept));
    }

    private static List<MediaType> preferred(List<? extends Format> offered, String accept) {
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            wanted.sort(Comparator.comparingDouble(MediaType::getQualityValue).reversed());
            return wanted;
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable(offered, accept);
        }
    }

    private static ProblemException notAcceptable(List<? extends Format> offered, String accept) {
        return new ProblemException(ProblemType.NOT_ACCEPTABLE.at(
                "Accept",
                accept,
                offered.stream().map(Formats::bareType).distinct().collect(Collectors.joining(", "))));
    }

    /** What a format is to HTTP. */
    static MediaType mediaType(Format format) {
        return MediaType.parseMediaType(format.mediaType());
    }

    /** The same without the character set. */
    static String bareType(Format format) {
        return mediaType(format).getType() + "/" + mediaType(format).getSubtype();
    }
}
