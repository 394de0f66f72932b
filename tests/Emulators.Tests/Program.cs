using Emulators.Tests;
using Emulators.Tests.ServiceBus;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// Runs the tests, or, started by one of them as "child ROLE ARGUMENT", is the other process in a test of two.
if (args is ["child", var role, var argument])
{
    // Ends with its parent, however that ends.
    _ = Task.Run(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(0);
    });
    await ChildRoles.All[role](argument);
    return 0;
}

// What xunit's generated entry point does.
return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
