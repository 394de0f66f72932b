using Microsoft.DurableTask.Emulation.History;

namespace Microsoft.DurableTask.Emulation.Storage;

internal readonly record struct HistoryRow(long Sequence, HistoryEvent Event);
