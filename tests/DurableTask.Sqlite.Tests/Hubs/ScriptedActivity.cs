using DurableTask.Core;
using Newtonsoft.Json.Linq;

namespace DurableTask.Sqlite.Tests.Hubs;

/// <summary>An activity written as a lambda.</summary>
internal sealed class ScriptedActivity(Func<TaskContext, JToken?, Task<object?>> body) : AsyncTaskActivity<JToken?, object?>
{
    protected override Task<object?> ExecuteAsync(TaskContext context, JToken? input) => body(context, input);
}
