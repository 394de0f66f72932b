using DurableTask.Core;

namespace DurableTask.Sqlite.Tests.Hubs;

/// <summary>Makes a new one for each execution.</summary>
internal sealed class Factory<T> : ObjectCreator<T>
{
    private readonly Func<T> _make;

    public Factory(string name, string version, Func<T> make)
    {
        Name = name;
        Version = version;
        _make = make;
    }

    public override T Create() => _make();
}
