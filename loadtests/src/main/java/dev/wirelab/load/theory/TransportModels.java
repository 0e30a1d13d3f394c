package dev.wirelab.load.theory;

import java.util.List;
import java.util.Optional;

/// The models of all transports.
public final class TransportModels {
    private static final List<TransportModel> ALL =
            List.of(
                    new WebSocketModel(),
                    new ResponseStreamModel(
                            "sse",
                            true,
                            "id: " + MessageSizes.TYPICAL_CURSOR + "\ndata: \n\n",
                            ":\n\n"),
                    new LongPollModel(),
                    new ShortPollModel(),
                    new TcpModel(),
                    new ResponseStreamModel("http-stream", false, "\n", "\n"),
                    new SocketIoModel());

    private TransportModels() {}

    /// All models, in the order in which a comparison runs the transports; the lab's page has the
    /// same.
    public static List<TransportModel> all() {
        return ALL;
    }

    /// The ids of all transports, in that order.
    public static List<String> ids() {
        return ALL.stream().map(TransportModel::id).toList();
    }

    /// The ids of the transports that are measured unless the options name others.
    public static List<String> usualIds() {
        return ALL.stream().filter(TransportModel::isUsual).map(TransportModel::id).toList();
    }

    /// The model of a transport; empty if this program does not know the transport.
    public static Optional<TransportModel> byId(String transport) {
        return ALL.stream().filter(model -> model.id().equals(transport)).findFirst();
    }
}
