using System.Text.Json.Serialization.Metadata;
using DurableTask.Core;
using DurableTask.Core.History;
using Newtonsoft.Json;
using JsonException = System.Text.Json.JsonException;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace DurableTask.Sqlite.Serialization;

/// <summary>Converts events, messages and an instance's parts to and from the bytes and texts in the file.</summary>
internal static class Records
{
    public static byte[] Write(IEnumerable<HistoryEvent> events) =>
        JsonSerializer.SerializeToUtf8Bytes(events.Select(EventRecorder.Record).ToArray(), StoredJson.Compact.StoredEventArray);

    public static byte[] Write(TaskMessage message) =>
        JsonSerializer.SerializeToUtf8Bytes(StoredMessage.From(message), StoredJson.Compact.StoredMessage);

    public static string? Write(IDictionary<string, string>? tags) =>
        tags is null ? null : JsonSerializer.Serialize(tags, StoredJson.Compact.IDictionaryStringString);

    public static string? Write(ParentInstance? parent) =>
        StoredParent.From(parent) is { } stored ? JsonSerializer.Serialize(stored, StoredJson.Compact.StoredParent) : null;

    /// <summary>Uses the serializer that the engine's type is annotated for: its properties may hold anything.</summary>
    public static string? Write(FailureDetails? failure) => failure is null ? null : JsonConvert.SerializeObject(failure);

    /// <exception cref="CorruptRecordException"/>
    public static IEnumerable<HistoryEvent> ReadEvents(byte[] bytes) =>
        Read(() => Parse(bytes, StoredJson.Compact.StoredEventArray).Select(EventRestorer.Restore).ToList());

    /// <exception cref="CorruptRecordException"/>
    public static TaskMessage ReadMessage(byte[] bytes) => Read(() => Parse(bytes, StoredJson.Compact.StoredMessage).Restore());

    /// <exception cref="CorruptRecordException"/>
    public static IDictionary<string, string>? ReadTags(string? text) =>
        text is null ? null : Read(() => JsonSerializer.Deserialize(text, StoredJson.Compact.IDictionaryStringString));

    /// <exception cref="CorruptRecordException"/>
    public static ParentInstance? ReadParent(string? text) =>
        text is null ? null : Read(() => JsonSerializer.Deserialize(text, StoredJson.Compact.StoredParent)?.Restore());

    /// <exception cref="CorruptRecordException"/>
    public static FailureDetails? ReadFailure(string? text) =>
        text is null ? null : Read(() => JsonConvert.DeserializeObject<FailureDetails>(text));

    private static T Parse<T>(byte[] bytes, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("The record is empty.");

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or Newtonsoft.Json.JsonException or NullReferenceException or NotSupportedException)
        {
            throw new CorruptRecordException($"A stored record cannot be read: {exception.Message}", exception);
        }
    }
}
