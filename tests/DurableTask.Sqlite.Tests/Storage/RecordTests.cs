using System.Reflection;
using System.Text;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using DurableTask.Sqlite.Serialization;
using FsCheck.Xunit;
using Newtonsoft.Json;

namespace DurableTask.Sqlite.Tests.Storage;

public sealed class RecordTests
{
    public static TheoryData<string> EventTypes { get; } =
        [.. HistoryEvent.KnownTypes().Where(type => !type.IsAbstract).Select(type => type.Name)];

    private static string Json(object value) => JsonConvert.SerializeObject(value);

    /// <summary>If the engine adds a type or a property, it must not be lost here.</summary>
    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Keeps_everything_that_an_event_holds(string typeName)
    {
        var type = HistoryEvent.KnownTypes().Single(known => known.Name == typeName);
        var made = (HistoryEvent)Filled(type);

        var read = Assert.Single(Records.ReadEvents(Records.Write([made])));

        Assert.IsType(type, read);
        Assert.Equal(Json(made), Json(read));
    }

    [Fact]
    public void Keeps_everything_that_a_message_holds()
    {
        var tags = new Dictionary<string, string> { ["a"] = "b" };
        var message = new TaskMessage
        {
            Event = (HistoryEvent)Filled(typeof(TaskScheduledEvent)),
            OrchestrationInstance = new OrchestrationInstance { InstanceId = "i", ExecutionId = "e" },
            SequenceNumber = 7,
            OrchestrationExecutionContext = JsonConvert.DeserializeObject<OrchestrationExecutionContext>(Json(new { OrchestrationTags = tags })),
        };

        Assert.Equal(Json(message), Json(Records.ReadMessage(Records.Write(message))));
    }

    [Property]
    public bool Keeps_any_text(string? text)
    {
        // A lone surrogate cannot be encoded in UTF-8.
        text = text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var read = (TaskCompletedEvent)Records.ReadEvents(Records.Write([new TaskCompletedEvent(1, 2, text)])).Single();
        return read.Result == text;
    }

    [Property]
    public bool Keeps_any_time(DateTime time)
    {
        var read = (TimerFiredEvent)Records.ReadEvents(Records.Write([new TimerFiredEvent(-1, time)])).Single();
        return read.FireAt == time && read.FireAt.Kind == time.Kind;
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[{\"type\":\"NoSuchEvent\"}]")]
    [InlineData("[{\"type\":\"TaskCompleted\",\"of\":\"x\"}]")]
    [InlineData("[{\"type\":\"TaskCompleted\"")]
    public void Says_of_a_damaged_record_that_it_cannot_be_read(string json) =>
        Assert.Throws<CorruptRecordException>(() => Records.ReadEvents(Encoding.UTF8.GetBytes(json)));

    private static object Filled(Type type)
    {
        var made = Make(type);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0))
        {
            for (var owner = type; owner is not null; owner = owner.BaseType)
            {
                if (owner.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly) is { } declared &&
                    declared.SetMethod is { } setter && property.Name is not "ExtensionData" and not "EventType")
                {
                    setter.Invoke(made, [Value(property.PropertyType, property.Name)]);
                    break;
                }
            }
        }

        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            field.SetValue(made, Value(field.FieldType, field.Name));
        }

        return made;
    }

    private static object Make(Type type)
    {
        var constructor = type.GetConstructors().MinBy(candidate => candidate.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, parameter.Name!))]);
    }

    private static object Value(Type type, string name) => Nullable.GetUnderlyingType(type) is { } inner ? Value(inner, name) : type switch
    {
        _ when type == typeof(string) => $"{name} \"å\" \\ \u0001",
        _ when type == typeof(int) => 41,
        _ when type == typeof(long) => 42L,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateTime) => new DateTime(2031, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234567),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)),
        _ when type == typeof(IDictionary<string, string>) => new Dictionary<string, string> { [name] = "v" },
        _ when type == typeof(OrchestrationStatus) => OrchestrationStatus.ContinuedAsNew,
        _ when type == typeof(FailureDetails) => new FailureDetails(
            "T", "m", "s", new FailureDetails("U", "n", null, null, false), true, new Dictionary<string, object?> { ["n"] = 1L, ["t"] = "x" }),
        _ when type == typeof(DistributedTraceContext) =>
            new DistributedTraceContext("00-1", "s") { Id = "id", SpanId = "sp", ActivityStartTime = DateTimeOffset.UnixEpoch },
        _ => Filled(type),
    };
}
