using DurableTask.Core;

namespace DurableTask.Sqlite.Tests.Readme;

/// <summary>The README's ten lines, unchanged except for the file's path.</summary>
internal static class Sample
{
    public static async Task RunAsync(string path)
    {
        var service = new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(path));
        var worker = new TaskHubWorker(service);
        worker.AddTaskOrchestrations(typeof(Greeting)).AddTaskActivities(typeof(Hello));
        await worker.StartAsync();
        var client = new TaskHubClient(service);
        var instance = await client.CreateOrchestrationInstanceAsync(typeof(Greeting), "world");
        var end = await client.WaitForOrchestrationAsync(instance, TimeSpan.FromMinutes(1));
        Console.WriteLine(end.Output);
        await worker.StopAsync();
        await service.DisposeAsync();
    }

    public sealed class Greeting : TaskOrchestration<string, string>
    {
        public override Task<string> RunTask(OrchestrationContext context, string input) => context.ScheduleTask<string>(typeof(Hello), input);
    }

    public sealed class Hello : TaskActivity<string, string>
    {
        protected override string Execute(TaskContext context, string input) => $"Hello, {input}!";
    }
}
