export { afterUndo, decideUndo, type UndoableWrite, type UndoDecision } from './decide.ts'
export { previewUndo, type UndoJournal, type UndoNeeds, type UndoStep, undoWrites } from './undo.ts'
