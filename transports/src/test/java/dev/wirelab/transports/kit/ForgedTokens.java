package dev.wirelab.transports.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens that no lab may accept, each wrong in one way only. Written by hand, since a JWT library
/// refuses to write some of them.
final class ForgedTokens {
    private static final String OTHER_SECRET = "a secret that is long enough but not the lab's";

    private ForgedTokens() {}

    /// What is wrong, and the token.
    static Map<String, String> of(Session session, String secret) {
        String[] parts = session.token().split("\\.", -1);
        Json claims = Json.parse(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
        long past = Instant.now().getEpochSecond() - 60;
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("no JWT at all", "let-me-in");
        forged.put("empty parts", "..");
        forged.put("no signature", parts[0] + "." + parts[1] + ".");
        forged.put("cut short", session.token().substring(0, session.token().length() - 6));
        forged.put(
                "altered claims",
                parts[0] + "." + part(claims.with("sub", "eve")) + "." + parts[2]);
        forged.put("alg none", part(header("none")) + "." + parts[1] + ".");
        forged.put("alg none, signed", part(header("none")) + "." + parts[1] + "." + parts[2]);
        forged.put("another key", token("HS256", claims, OTHER_SECRET));
        forged.put("empty key's hash", token("HS256", claims, "\0"));
        forged.put("HS384", token("HS384", claims, secret));
        forged.put("HS512", token("HS512", claims, secret));
        forged.put("expired", token("HS256", claims.with("exp", past), secret));
        forged.put("never expires", token("HS256", claims.without("exp"), secret));
        forged.put("another issuer", token("HS256", claims.with("iss", "else"), secret));
        forged.put("no issuer", token("HS256", claims.without("iss"), secret));
        forged.put("another audience", token("HS256", claims.with("aud", "else"), secret));
        forged.put("no audience", token("HS256", claims.without("aud"), secret));
        forged.put("no such session", token("HS256", claims.with("jti", "nobody"), secret));
        forged.put("no session", token("HS256", claims.without("jti"), secret));
        return forged;
    }

    /// The same claims, signed anew with the right key: a control that must be accepted.
    static String signedAnew(Session session, String secret) {
        String claims = session.token().split("\\.", -1)[1];
        return token(
                "HS256",
                Json.parse(new String(Base64.getUrlDecoder().decode(claims), UTF_8)),
                secret);
    }

    private static Json header(String algorithm) {
        ObjectNode header = Json.MAPPER.createObjectNode();
        return new Json(header.put("alg", algorithm).put("typ", "JWT"));
    }

    private static String token(String algorithm, Json claims, String secret) {
        String signed = part(header(algorithm)) + "." + part(claims);
        String name = algorithm.replace("HS", "HmacSHA");
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), name));
            return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Json json) {
        return base64(json.toString().getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
