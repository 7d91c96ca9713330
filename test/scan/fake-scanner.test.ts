import { scannerConformance } from '../conformance/scanner.ts';
import { createFakeScanner } from '../fakes/fake-scanner.ts';

scannerConformance('the fake', () => createFakeScanner());
