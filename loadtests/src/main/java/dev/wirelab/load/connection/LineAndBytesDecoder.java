package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines that end with LF, some of them followed by bytes: as many as the member `bytes` of the
/// line's JSON states. Inside a string of JSON no quote follows a comma, so the name needs no
/// parser to be found.
final class LineAndBytesDecoder extends ByteToMessageDecoder {
    private static final Pattern BYTES = Pattern.compile(",\"bytes\":(\\d{1,6})");

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int line = in.bytesBefore((byte) '\n');
        if (line < 0) {
            if (in.readableBytes() > Framing.MAX_BYTES) {
                throw new TooLongFrameException("a line of more than " + Framing.MAX_BYTES);
            }
            return;
        }
        Matcher bytes =
                BYTES.matcher(in.toString(in.readerIndex(), line, StandardCharsets.ISO_8859_1));
        if (!bytes.find()) {
            out.add(in.readRetainedSlice(line));
            in.skipBytes(1);
            return;
        }
        int all = line + 1 + Integer.parseInt(bytes.group(1));
        if (all > Framing.MAX_BYTES) {
            throw new TooLongFrameException("a message of more than " + Framing.MAX_BYTES);
        }
        if (in.readableBytes() >= all) {
            out.add(in.readRetainedSlice(all));
        }
    }
}
