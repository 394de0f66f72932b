using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>SQLite's errors in Service Bus's words.</summary>
internal static class StoreFailure
{
    private const int Busy = 5;
    private const int Full = 13;

    public static Exception From(Exception error) => error is SqliteException sqlite
        ? new ServiceBusException(sqlite.Message, ReasonOf(sqlite), innerException: sqlite)
        : error;

    private static ServiceBusFailureReason ReasonOf(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy => ServiceBusFailureReason.ServiceBusy,
        Full => ServiceBusFailureReason.QuotaExceeded,
        _ => ServiceBusFailureReason.ServiceCommunicationProblem,
    };
}
