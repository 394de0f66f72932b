using System.Reflection;
using System.Runtime.InteropServices;

namespace SegFunctions.Local.Stack;

/// <summary>The programs that were built together with this one. Nothing is built here.</summary>
/// <param name="Functions">Absolute path of the functions app's assembly.</param>
/// <param name="Worker">Absolute path of the inference worker's assembly.</param>
/// <param name="ServiceBus">Absolute path of the broker's assembly.</param>
/// <param name="FunctionsHost">Absolute path of the assembly of the functions app's host.</param>
internal sealed record BuildOutputs(string Functions, string Worker, string ServiceBus, string FunctionsHost)
{
    /// <summary>The <c>dotnet</c> host of this program's own runtime.</summary>
    public static string Dotnet
    {
        get
        {
            var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
            return File.Exists(host) ? host : "dotnet";
        }
    }

    /// <exception cref="UserException">A program is not built.</exception>
    public static BuildOutputs Find()
    {
        var root = FindRoot();
        var configuration = typeof(BuildOutputs).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        return new BuildOutputs(
            Find("SegFunctions.dll", "functions"),
            Find("SegFunctions.Worker.dll", "inference-container", "Worker"),
            Find("Emulators.ServiceBus.dll", "emulators", "ServiceBus"),
            Find("Emulators.FunctionsHost.dll", "emulators", "FunctionsHost"));

        string Find(string assembly, params string[] project)
        {
            var path = Path.Combine([root, .. project, "bin", configuration, "net10.0", assembly]);
            return File.Exists(path) ? path : throw new UserException($"{path} is not built. Run `dotnet build local` first.");
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SegFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new UserException($"{AppContext.BaseDirectory} is not inside the repository, so the functions app and the worker cannot be found.");
    }
}
