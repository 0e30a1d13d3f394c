package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.theory.TransportVariant;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What docs/adding-a-transport.md asks for is there for every transport that a running lab offers.
/// The other modules' pieces are looked for in their sources.
final class EveryTransportHasItsPiecesTest {
    private static final Path ROOT = root();
    private static final Path TRANSPORTS = ROOT.resolve("transports/src/main/java");
    private static final Path KIT =
            ROOT.resolve("transports/src/test/java/dev/wirelab/transports/kit");
    private static final Path PAGE = ROOT.resolve("lab-web/src/main/resources/web/js/transports");

    private static final List<Offered> OFFERED = new ArrayList<>();

    /// A row of `GET /api/transports`.
    ///
    /// @param path where it is on the HTTP port; empty if it has a port of its own
    record Offered(String id, String path) {
        @Override
        public String toString() {
            return id;
        }
    }

    @BeforeAll
    static void askALab() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI where = URI.create(SharedLab.get().target().http() + "/api/transports");
            HttpRequest request = HttpRequest.newBuilder(where).build();
            String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            for (JsonNode row : new ObjectMapper().readTree(body)) {
                OFFERED.add(new Offered(row.path("id").asText(), row.path("path").asText()));
            }
        }
    }

    static List<Offered> offered() {
        return OFFERED;
    }

    @Test
    void theLabOffersEveryTransportThatIsWritten() throws IOException {
        Pattern id = Pattern.compile("new TransportDescriptor\\(\\s*\"([a-z.-]+)\"");
        List<String> written =
                sources(TRANSPORTS).stream()
                        .filter(source -> source.contains("implements Transport {"))
                        .flatMap(source -> id.matcher(source).results())
                        .map(found -> found.group(1))
                        .toList();
        assertThat(OFFERED)
                .extracting(Offered::id)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void theLoadGeneratorDrivesEveryTransport() {
        assertThat(LoadProtocols.ids())
                .containsExactlyInAnyOrderElementsOf(OFFERED.stream().map(Offered::id).toList());
    }

    @Test
    void everyTransportHasAModelAndEveryVariantALoadProtocol() {
        assertThat(TransportModels.ids())
                .containsExactlyInAnyOrderElementsOf(OFFERED.stream().map(Offered::id).toList());
        assertThat(TransportVariant.all())
                .allSatisfy(variant -> assertThat(LoadProtocols.of(variant)).isPresent());
    }

    @Test
    void noOtherCodeOfTheLoadGeneratorComparesATransportsId() throws IOException {
        String ids = OFFERED.stream().map(Offered::id).collect(Collectors.joining("|"));
        Pattern comparison =
                Pattern.compile("(case|equals\\(|==|!=|String \\w+ =)\\s*\"(%s)\"".formatted(ids));
        Pattern piece =
                Pattern.compile(
                        "implements (TransportModel|LoadProtocol) \\{|package dev.wirelab.load.claims;");
        assertThat(sources(ROOT.resolve("loadtests/src/main/java")))
                .filteredOn(source -> !piece.matcher(source).find())
                .noneMatch(source -> comparison.matcher(source).find());
    }

    @ParameterizedTest
    @MethodSource("offered")
    void aContractTestHoldsItToTheProtocol(Offered transport) throws IOException {
        String client =
                sources(KIT).stream()
                        .filter(source -> source.contains("\"" + transport.id() + "\""))
                        .filter(source -> source.contains("new KitClient("))
                        .flatMap(source ->
                                Pattern.compile("final class (\\w+)Client ")
                                        .matcher(source)
                                        .results())
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse("missing: the kit's client of " + transport);
        String listed =
                Pattern.compile("([A-Z_]+)\\(" + client + "Client\\.")
                        .matcher(Files.readString(KIT.resolve("KitTransport.java")))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining("|"));
        Pattern contract =
                Pattern.compile(
                        "class (\\w+)ContractTest extends TransportContract\\b[^;]*"
                                + "\\1ContractTest\\(\\) \\{\\s*super\\(KitTransport\\.(?:"
                                + listed
                                + ")\\)");
        assertThat(listed).isNotEmpty();
        assertThat(sources(KIT)).anyMatch(source -> contract.matcher(source).find());
    }

    @ParameterizedTest
    @MethodSource("offered")
    void thePageHasAModuleForIt(Offered transport) throws IOException {
        String file = transport.id() + ".js";
        assertThat(PAGE.resolve(file))
                .isRegularFile()
                .content()
                .contains("export const id = '" + transport.id() + "'")
                .containsPattern("export (async )?function connect\\(");
        String index = Files.readString(PAGE.resolve("index.js"));
        Pattern imported =
                Pattern.compile(
                        "import \\* as (\\w+) from './"
                                + Pattern.quote(file)
                                + "'(?=[\\s\\S]*transports = \\[[^\\]]*\\b\\1\\b)");
        assertThat(index).containsPattern(imported);
    }

    @ParameterizedTest
    @MethodSource("offered")
    void theProtocolDescribesIt(Offered transport) throws IOException {
        assertThat(ROOT.resolve("docs/protocol.md"))
                .content()
                .contains("`" + transport.id() + "`")
                .contains(transport.path().isEmpty() ? "" : "GET " + transport.path());
    }

    private static List<String> sources(Path under) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(under)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }

    private static Path root() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("docs/protocol.md"))) {
                return up;
            }
        }
        throw new AssertionError("no docs/protocol.md above " + Path.of("").toAbsolutePath());
    }
}
