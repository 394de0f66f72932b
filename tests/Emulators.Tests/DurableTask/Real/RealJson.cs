using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace Emulators.Tests.DurableTask;

/// <summary>The Functions worker gives its durable client and worker a converter of its own; the bare packages' reads names as they are written.</summary>
internal static class RealJson
{
    public static DataConverter OfFunctions { get; } = new JsonDataConverter(new() { PropertyNameCaseInsensitive = true, IncludeFields = true });
}
