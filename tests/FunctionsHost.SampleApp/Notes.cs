using System.Collections.Concurrent;

namespace FunctionsHost.SampleApp;

/// <summary>What has happened in this process, for tests to read.</summary>
public sealed class Notes
{
    private readonly ConcurrentQueue<Note> _notes = new();

    public void Write(string topic, string text) => _notes.Enqueue(new Note(topic, text));

    public IReadOnlyList<string> Read(string topic) => [.. _notes.Where(note => note.Topic == topic).Select(note => note.Text)];

    private sealed record Note(string Topic, string Text);
}
