using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace DurableTask.Sqlite.Tests.Worker;

/// <summary>The Functions worker gives its durable client and worker a converter of its own; that of the bare packages reads names as written.</summary>
internal static class FunctionsJson
{
    public static DataConverter Converter { get; } = new JsonDataConverter(new() { PropertyNameCaseInsensitive = true, IncludeFields = true });
}
