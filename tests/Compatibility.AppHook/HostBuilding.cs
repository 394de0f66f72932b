using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace SegFunctions.Compatibility.AppHook;

/// <summary>Observes every .NET host of this process just before it is built, when the program has registered everything.</summary>
internal sealed class HostBuilding(Action<IHostBuilder> change) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Source = "Microsoft.Extensions.Hosting";
    private const string Event = "HostBuilding";

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Source)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Event, Value: IHostBuilder builder })
        {
            change(builder);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
