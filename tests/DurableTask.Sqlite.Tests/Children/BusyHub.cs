namespace DurableTask.Sqlite.Tests.Children;

internal static class BusyHub
{
    public static Task RunAsync(string path) => Task.CompletedTask;
}
