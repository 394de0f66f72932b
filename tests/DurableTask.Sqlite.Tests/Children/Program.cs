using DurableTask.Sqlite.Tests;
using DurableTask.Sqlite.Tests.Children;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// Runs the tests or, if a test started it as "child PATH", acts as the other process of a two-process test.
if (args is ["child", var path])
{
    // Ends with its parent, however the parent ends.
    _ = Task.Run(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(0);
    });
    await BusyHub.RunAsync(path);
    return 0;
}

// The same as xunit's generated entry point.
return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
